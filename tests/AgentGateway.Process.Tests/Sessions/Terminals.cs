using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Sessions;

/// <summary>What nearly every test of terminals says, as an MCP client says it.</summary>
internal static class Terminals
{
    /// <summary>Skips the test where a program that it drives is not installed.</summary>
    public static void Need(params string[] programs)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        foreach (var program in programs)
            if (!path.Any(directory => File.Exists(Path.Combine(directory, program))))
                Assert.Skip($"{program} is not installed.");
    }

    /// <summary>Starts a program and returns the session's id.</summary>
    public static async Task<string> StartAsync(this McpClient client, object request) =>
        (await client.CallAsync("session_create", request)).Text("session_id");

    /// <summary>A bash without settings files, whose prompt is <c>$ </c>, ready to be typed to.</summary>
    public static async Task<string> StartShellAsync(
        this McpClient client, string backend = "pty", int columns = 80, int rows = 24, string? directory = null)
    {
        Need("bash");
        if (backend == "tmux") Need("tmux");
        var session = await client.StartAsync(new
        {
            command = "bash", args = new[] { "--norc", "--noprofile", "-i" }, backend, columns, rows, directory,
            environment = new { PS1 = "$ ", LC_ALL = "C.UTF-8" },
        });
        await client.SeeAsync(session, screen => screen.TrimEnd().EndsWith('$'), "the shell's prompt");
        return session;
    }

    /// <summary>Types a line and Enter.</summary>
    public static Task<ToolResult> TypeAsync(this McpClient client, string session, string text) =>
        client.CallAsync("session_send", new { session_id = session, text, submit = true });

    public static Task<ToolResult> PressAsync(this McpClient client, string session, params string[] keys) =>
        client.CallAsync("session_send", new { session_id = session, keys });

    public static Task<ToolResult> UntilAsync(this McpClient client, string session, string pattern) =>
        client.CallAsync(
            "session_wait", new { session_id = session, until = "pattern", pattern, timeout_seconds = 30 });

    public static Task<ToolResult> ScreenAsync(this McpClient client, string session) =>
        client.CallAsync("session_screen", new { session_id = session });

    public static async Task<JsonNode> SessionAsync(this McpClient client, string session) =>
        (await client.CallAsync("session_get", new { session_id = session }))["session"]!;

    /// <summary>Looks at the screen until it shows what is waited for.</summary>
    public static async Task<string> SeeAsync(
        this McpClient client, string session, Func<string, bool> shows, string what)
    {
        ToolResult? seen = null;
        try
        {
            await Eventually.TrueAsync(
                async () => shows((seen = await client.ScreenAsync(session)).Text("text")), $"the screen shows {what}");
        }
        catch (Exception failure) when (seen is not null)
        {
            var state = await client.SessionAsync(session);
            Assert.Fail($"{failure.Message}\nIt shows:\n{seen}\nThe session is:\n{state}");
        }

        return seen!.Text("text");
    }

    public static Task<string> SeeAsync(this McpClient client, string session, string text) =>
        client.SeeAsync(session, screen => screen.Contains(text, StringComparison.Ordinal), $"'{text}'");

    /// <summary>Waits for the end of the program and returns the session as it then is.</summary>
    public static async Task<JsonNode> EndAsync(this McpClient client, string session)
    {
        var waited = await client.CallAsync(
            "session_wait", new { session_id = session, until = "exit", timeout_seconds = 30 });
        Assert.True(waited["matched"]!.GetValue<bool>(), waited.ToString());
        return await client.SessionAsync(session);
    }

    /// <summary>The screen's lines; exactly as many as it has rows.</summary>
    public static string[] Lines(this ToolResult screen) => screen.Text("text").Split('\n');
}
