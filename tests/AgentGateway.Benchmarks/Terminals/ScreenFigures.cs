using System.Diagnostics;
using System.Text.Json.Nodes;
using AgentGateway.Benchmarks.Gateway;

namespace AgentGateway.Benchmarks.Terminals;

/// <summary>
/// How long it takes to tell what a terminal shows while there are many: ours, and tmux over one control client.
/// </summary>
internal static class ScreenFigures
{
    private const int Sessions = 200;
    private const int Reads = 5_000;

    public static async Task PrintAsync(ScratchFolder folder, PrintedText text)
    {
        Load? reference = null;
        if (TmuxReference.Find() is { } tmux)
            using (tmux)
                reference = await tmux.CaptureAsync(Sessions, Reads, text.File);
        var ours = await OursAsync(folder, text);
        Figure.Print(
            $"screen, {Sessions} terminals / tmux capture-pane",
            ours.P50Milliseconds,
            "ms p50",
            reference?.P50Milliseconds);
        Figure.Print(
            $"screen, {Sessions} terminals / tmux capture-pane",
            ours.P99Milliseconds,
            "ms p99",
            reference?.P99Milliseconds);
        var called = await CalledAsync(text);
        Figure.Print(
            "session_screen over http / tmux capture-pane",
            called.P50Milliseconds,
            "ms p50",
            reference?.P50Milliseconds);
        Figure.Print(
            "session_screen over http / tmux capture-pane",
            called.P99Milliseconds,
            "ms p99",
            reference?.P99Milliseconds);
    }

    private static async Task<Load> OursAsync(ScratchFolder folder, PrintedText text)
    {
        await using var gateway = await InnerGateway.StartAsync(folder, indexes: true);
        var sessions = new List<string>();
        for (var count = 0; count < Sessions; count++)
            sessions.Add(await gateway.CreateAsync("pty", "/bin/sh", "-c", Script(text)));
        await Task.Delay(TimeSpan.FromSeconds(2));
        await ReadAsync(gateway, sessions, Reads / 10);
        var clock = Stopwatch.StartNew();
        return Load.Of(await ReadAsync(gateway, sessions, Reads), clock.Elapsed);
    }

    /// <summary>The same as a client sees it: through HTTP and JSON, one call after the other.</summary>
    private static async Task<Load> CalledAsync(PrintedText text)
    {
        using var daemon = DaemonProcess.Start();
        using var connection = new HttpConnection(daemon.Url);
        var arguments = new JsonObject
        {
            ["command"] = "/bin/sh",
            ["args"] = new JsonArray("-c", Script(text)),
            ["backend"] = "pty",
        }.ToJsonString();
        var create = ToolCall.Request(daemon.Url, "/mcp", daemon.Token, "session_create", arguments);
        var requests = new List<byte[]>();
        for (var count = 0; count < Sessions; count++)
        {
            var id = JsonNode.Parse(
                connection.Exchange(create))!["result"]!["structuredContent"]!["session_id"]!.GetValue<string>();
            requests.Add(
                ToolCall.Request(daemon.Url, "/mcp", daemon.Token, "session_screen", $$"""{"session_id":"{{id}}"}"""));
        }

        await Task.Delay(TimeSpan.FromSeconds(2));
        List<double> taken = [];
        for (var count = 0; count < Reads + Reads / 10; count++)
        {
            var from = Stopwatch.GetTimestamp();
            connection.Exchange(requests[count % requests.Count]);
            if (count >= Reads / 10) taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return Load.Of(taken, TimeSpan.FromMilliseconds(taken.Sum()));
    }

    private static string Script(PrintedText text) => $"head -n 20 '{text.File}'; exec sleep 600";

    private static async Task<List<double>> ReadAsync(InnerGateway gateway, List<string> sessions, int reads)
    {
        List<double> taken = [];
        for (var count = 0; count < reads; count++)
        {
            var from = Stopwatch.GetTimestamp();
            InnerGateway.Of(
                await gateway.SessionOutput.ScreenAsync(new(sessions[count % sessions.Count]), CancellationToken.None));
            taken.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return taken;
    }
}
