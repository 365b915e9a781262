namespace AgentGateway.Benchmarks.Gateway;

/// <summary>The cost of an idle daemon, with editors connected and threads in its database.</summary>
internal static class IdleBenchmark
{
    private const int Editors = 10;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(string[] arguments)
    {
        using var daemon = DaemonProcess.Start();
        var editors = Enumerable.Range(0, Editors)
            .Select(_ => new StdioClient(Programs.Start(Programs.Agw, "mcp", "--data", daemon.Data)))
            .ToList();
        foreach (var editor in editors)
        {
            editor.Exchange(StdioClient.Initialize);
            editor.Send(StdioClient.Initialized);
            for (var call = 0; call < 100; call++) editor.Exchange(StdioClient.CheapCall);
        }

        await Task.Delay(Settling);
        Figure.Print(
            "idle daemon, 10 editors: processor", await ProcessUse.PercentOfCoreAsync(daemon.Pid, Watched),
                "% of core");
        Figure.Print("idle daemon, 10 editors: resident", ProcessUse.ResidentMebibytes(daemon.Pid), "MiB");
        editors.ForEach(editor => editor.Dispose());
    }
}
