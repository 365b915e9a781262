using System.Diagnostics;
using System.Globalization;
using System.Text;
using AgentGateway.Benchmarks.Gateway;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>
/// Many sessions in tmux: until all can be typed to after the daemon was killed, and until all are removed; beside it the
/// same of tmux alone, which has nothing to recover. Argument: how many sessions.
/// </summary>
internal static class SessionsBenchmark
{
    private const int Clients = 8;

    public static async Task RunAsync(string[] args)
    {
        var sessions = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
        (double Open, double Remove)? reference = null;
        if (TmuxReference.Find() is not { } tmux) throw new InvalidOperationException("tmux is not installed.");
        using (tmux) reference = await tmux.OpenAndRemoveAsync(sessions);
        using var daemon = DaemonProcess.Start();
        var opened = await CallAsync(daemon, sessions, "session_create",
            name => $$"""{"command":"cat","args":[],"backend":"tmux","name":"{{name}}"}""");
        Figure.Print($"{sessions} sessions in tmux opened / tmux", opened, "s", reference?.Open);
        var watch = Stopwatch.StartNew();
        daemon.KillAndStart();
        await CallAsync(
            daemon, sessions, "session_send", name => $$"""{"session_id":"{{name}}","text":"x","submit":true}""");
        Figure.Print($"{sessions} sessions typed to after kill -9", watch.Elapsed.TotalSeconds, "s");
        var removed = await CallAsync(
            daemon, sessions, "session_remove", name => $$"""{"session_id":"{{name}}"}""");
        Figure.Print($"{sessions} sessions removed / tmux", removed, "s", reference?.Remove);
    }

    /// <summary>Seconds until a tool was called once for each session, by several clients at once.</summary>
    private static async Task<double> CallAsync(
        DaemonProcess daemon, int sessions, string tool, Func<string, string> arguments)
    {
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() =>
        {
            using var connection = new HttpConnection(daemon.Url);
            for (var session = client; session < sessions; session += Clients)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"s{session}");
                var answer = connection.Exchange(
                    ToolCall.Request(daemon.Url, "/mcp", daemon.Token, tool, arguments(name)));
                if (answer.IndexOf("\"isError\":true"u8) >= 0)
                    throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
            }
        })));
        return watch.Elapsed.TotalSeconds;
    }
}
