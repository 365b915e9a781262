using AgentGateway.Benchmarks.Gateway;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>
/// Terminal sessions: taking their output, telling what they show, and having many that do nothing. Argument:
/// <c>ingest</c>, <c>screen</c>, <c>echo</c> or <c>idle</c> for one of the figures, then megabytes.
/// </summary>
internal static class TerminalsBenchmark
{
    private const int IdleSessions = 100;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(string[] args)
    {
        bool Wanted(string figure) => args.Length == 0 || args[0] == figure;
        using var folder = new ScratchFolder();
        var text = new PrintedText(
            folder, args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 200);
        if (Wanted("ingest")) await IngestFigures.PrintAsync(folder, text);
        if (Wanted("screen")) await ScreenFigures.PrintAsync(folder, text);
        if (Wanted("echo")) await EchoFigures.PrintAsync(folder);
        if (Wanted("idle")) await IdleAsync();
    }

    private static async Task IdleAsync()
    {
        using var daemon = DaemonProcess.Start();
        using (var connection = new HttpConnection(daemon.Url))
        {
            var create = ToolCall.Request(
                daemon.Url, "/mcp", daemon.Token, "session_create", """{"command":"sh","backend":"pty"}""");
            for (var session = 0; session < IdleSessions; session++) connection.Exchange(create);
        }

        await Task.Delay(Settling);
        Figure.Print(
            $"idle daemon, {IdleSessions} idle shells: processor",
            await ProcessUse.PercentOfCoreAsync(daemon.Pid, Watched),
            "% of core");
        Figure.Print(
            $"idle daemon, {IdleSessions} idle shells: resident", ProcessUse.ResidentMebibytes(daemon.Pid), "MiB");
    }
}
