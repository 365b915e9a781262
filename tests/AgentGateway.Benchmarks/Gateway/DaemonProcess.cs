using System.Diagnostics;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>A daemon on a scratch data directory, offline, so that no model is part of what is measured.</summary>
internal sealed class DaemonProcess : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Process _process;

    private DaemonProcess()
    {
        Data = _folder.File("data");
        _process = Process.Start(Programs.Start(Programs.Agw, "serve", "--data", Data, "--url", "http://127.0.0.1:0"))!;
        var ready = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The daemon did not start.");
        Url = new(ready.Split(' ')[4]);
        Token = File.ReadAllText(Path.Combine(Data, "token")).Trim();
    }

    public string Data { get; }

    public Uri Url { get; }

    public string Token { get; }

    public int Pid => _process.Id;

    public static DaemonProcess Start() => new();

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }
}
