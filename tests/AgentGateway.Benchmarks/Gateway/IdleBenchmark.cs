using System.Globalization;

namespace AgentGateway.Benchmarks.Gateway;

/// <summary>What a daemon costs that nobody talks to: with editors connected and threads in its database.</summary>
internal static class IdleBenchmark
{
    private const int Editors = 10;
    private const int SettleSeconds = 5;
    private const int WatchedSeconds = 20;
    private const double TicksPerSecond = 100;

    public static async Task RunAsync(string[] arguments)
    {
        using var daemon = DaemonProcess.Start();
        var editors = Enumerable.Range(0, Editors).Select(_ => new StdioClient(Programs.Start(Programs.Agw, "mcp", "--data", daemon.Data))).ToList();
        foreach (var editor in editors)
        {
            editor.Exchange(StdioClient.Initialize);
            editor.Send(StdioClient.Initialized);
            for (var call = 0; call < 100; call++) editor.Exchange(StdioClient.CheapCall);
        }

        await Task.Delay(TimeSpan.FromSeconds(SettleSeconds));
        var before = ProcessorTicks(daemon.Pid);
        await Task.Delay(TimeSpan.FromSeconds(WatchedSeconds));
        var percent = (ProcessorTicks(daemon.Pid) - before) / TicksPerSecond / WatchedSeconds * 100;
        Figure.Print("idle daemon, 10 editors: processor", percent, "% of core");
        Figure.Print("idle daemon, 10 editors: resident", ResidentMebibytes(daemon.Pid), "MiB");
        editors.ForEach(editor => editor.Dispose());
    }

    /// <summary>User and system time, from behind the name, which may contain anything.</summary>
    private static long ProcessorTicks(int pid)
    {
        var text = File.ReadAllText($"/proc/{pid}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static double ResidentMebibytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
