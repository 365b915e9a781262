using System.Diagnostics;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>A daemon on a scratch data directory, offline, so that no model is part of what is measured.</summary>
internal sealed class DaemonProcess : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Action<ProcessStartInfo>? _configure;
    private Process _process;

    private DaemonProcess(Action<ProcessStartInfo>? configure)
    {
        _configure = configure;
        Data = _folder.File("data");
        (_process, Url) = Serve();
        Token = File.ReadAllText(Path.Combine(Data, "token")).Trim();
    }

    public string Data { get; }

    public Uri Url { get; private set; }

    public string Token { get; }

    public int Pid => _process.Id;

    /// <param name="configure">Changes how it is started; null for nothing.</param>
    public static DaemonProcess Start(Action<ProcessStartInfo>? configure = null) => new(configure);

    /// <summary>Kills it and starts it again on the same data directory; it has another address then.</summary>
    public void KillAndStart()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        (_process, Url) = Serve();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }

    private (Process Process, Uri Url) Serve()
    {
        var start = Programs.Start(Programs.Agw, "serve", "--data", Data, "--url", "http://127.0.0.1:0");
        _configure?.Invoke(start);
        var process = Process.Start(start)!;
        var ready = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The daemon did not start.");
        return (process, new(ready.Split(' ')[4]));
    }
}
