using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Secrets;

/// <summary>
/// A secret that a session prints in every way is shown by no verb, stream, resource or file of the real program.
/// </summary>
public sealed class CanaryTests
{
    private const string Session = "canary";

    [Fact]
    public async Task Nothing_but_the_terminal_itself_shows_it()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        await File.WriteAllTextAsync(folder["prints"], Canary.Printed, Limits.Soon());
        await SetAsync(daemon);
        (await RunAsync(
            daemon, "session", "create", "--name", Session, "--backend", "pty", "--columns", "40", "--rows", "20",
            "--directory", folder.Path, "--secret", "KEY=CANARY", "--", "sh", "-c",
            "cat prints; echo \"is $KEY\"; echo all printed; while read x; do :; done")).Succeeded();
        (await RunAsync(
            daemon, "session", "wait", Session, "--pattern", "all printed", "--offset", "0")).Succeeded();
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var sent = await client.CallAsync("thread_send", new { text = $"It is {Canary.Value}." });
        Assert.Contains("the secret CANARY", sent.Text("notice"), StringComparison.Ordinal);
        Clean("thread_send", sent.ToString()!);
        var refused = await client.TryAsync("task_create", new { title = "t", command = $"echo {Canary.Value}" });
        Assert.Equal("secret_in_command", refused.RefusedWith());
        Clean("task_create", refused.ToString()!);

        if (Programs.Has("bwrap")) await SandboxAsync(daemon, client);
        await VerbsAsync(daemon, sent.Text("thread_id"));
        await ResourcesAsync(
            client, $"agw://sessions/{Session}", $"agw://sessions/{Session}/screen", $"agw://sessions/{Session}/output");
        await StreamAsync(daemon);
        await using (var person = await Person.StartAsync(110, 30, "top", "--data", daemon.Data))
        {
            await person.SeesAsync("all printed");
            Clean("top", person.Raw);
        }

        await daemon.StopAsync();
        Clean("standard error", await daemon.ErrorAsync());
        Clean("journal export", (await RunAsync(daemon, "journal", "export")).Succeeded());
        foreach (var file in Directory.EnumerateFiles(daemon.Data, "*", SearchOption.AllDirectories).Where(IsStored))
            Clean(file, await File.ReadAllTextAsync(file, System.Text.Encoding.Latin1, Limits.Soon()));
    }

    /// <summary>
    /// A text was stored before the person made a secret of a word in it. Another follower keeps the newest events at hand
    /// all the time.
    /// </summary>
    [Fact]
    public async Task What_becomes_a_secret_later_is_shown_no_more()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        await using var follower = await SseReader.OpenAsync(daemon, "?after=0");
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
        var thread = (await client.CallAsync("thread_send", new { text = $"It is {Canary.Value}." })).Text("thread_id");
        await client.CallAsync("memory_remember", new { text = $"The key is {Canary.Value}.", scope = "global" });
        await client.CallAsync("memory_write", new { name = "keys", text = $"It is {Canary.Value}.", scope = "global" });
        await client.CallAsync(
            "knowledge_put",
            new { subject = $"key {Canary.Value}", summary = $"It is {Canary.Value}.", scope = "global" });
        await client.CallAsync("task_create", new { title = $"key {Canary.Value}", prompt = $"Say {Canary.Value}." });
        Assert.NotNull(Canary.In((await RunAsync(daemon, "events", "--json")).Succeeded()));

        await SetAsync(daemon);

        string[][] reading =
        [
            ["events"], ["events", "--json"], ["thread", "read", thread], ["thread", "list"], ["thread", "search", "It"],
            ["memory", "read", "keys", "--scope", "global"], ["memory", "history", "keys", "--scope", "global"],
            ["memory", "recall", "key"], ["knowledge", "search", "key"], ["task", "list"], ["inbox"], ["history"],
            ["usage"],
        ];
        foreach (var verb in reading)
            Clean(string.Join(' ', verb), (await RunAsync(daemon, verb)).Succeeded());
        await ResourcesAsync(client, "agw://memory", "agw://knowledge");
        await StreamAsync(daemon);
        (await RunAsync(daemon, "memory", "export", folder["notes"])).Succeeded();
        foreach (var file in Directory.EnumerateFiles(folder["notes"], "*", SearchOption.AllDirectories))
            Clean(file, await File.ReadAllTextAsync(file, Limits.Soon()));
        Clean("journal export", (await RunAsync(daemon, "journal", "export")).Succeeded());
        Assert.NotNull(Canary.In((await RunAsync(daemon, "journal", "export", "--reveal")).Succeeded()));
    }

    /// <summary>
    /// Each verb that reads, as text and as JSON; what <c>--reveal</c> shows proves that it is there.
    /// </summary>
    private static async Task VerbsAsync(Daemon daemon, string thread)
    {
        (await RunAsync(daemon, "session", "snapshot", Session, "--reason", $"look {Canary.Value}")).Succeeded();
        string[][] reading =
        [
            ["session", "get", Session], ["session", "list"], ["session", "screen", Session],
            ["session", "screen", Session, "--scrollback", "500"],
            ["session", "screen", Session, "--format", "ansi"], ["session", "output", Session, "--offset", "0"],
            ["session", "output", Session, "--offset", "0", "--format", "raw"], ["session", "search", "refused"],
            ["session", "explain", Session], ["session", "history", Session],
            ["session", "export", Session, "--cast", "-"],
            ["session", "wait", Session, "--pattern", "(is|cnry).*", "--offset", "0"],
            ["thread", "read", thread], ["thread", "list"], ["thread", "search", "It"], ["events"],
            ["events", "--json"], ["task", "list"], ["approvals", "--all"], ["status"], ["secret", "list"],
        ];
        foreach (var verb in reading)
        {
            var shown = await RunAsync(daemon, verb);
            Assert.True(shown.ExitCode == 0, $"{string.Join(' ', verb)}: {shown.Output}{shown.Error}");
            Clean(string.Join(' ', verb), shown.Output + shown.Error);
        }

        foreach (var verb in (string[][])[["output", Session, "--offset", "0"], ["screen", Session]])
            Assert.NotNull(Canary.In((await RunAsync(daemon, ["session", .. verb, "--reveal"])).Succeeded()));
    }

    /// <summary>A program in a sandbox has the secret if its call names it, and finds it nowhere otherwise.</summary>
    private static async Task SandboxAsync(Daemon daemon, McpClient client)
    {
        using var work = new TemporaryFolder();
        await File.WriteAllTextAsync(
            work["look.sh"],
            $"""
            echo "length $(printf %s "$KEY$CANARY" | wc -c)"
            cat '{daemon.Data}/secrets/CANARY' 2>/dev/null | wc -c | sed 's/^/file /'
            env | grep -c cnry | sed 's/^/named /'
            """,
            Limits.Soon());
        var without = await client.CallAsync("session_run", new { command = "sh look.sh", directory = work.Path });
        var said = without.ToString()!;
        Assert.Contains("length 0", said, StringComparison.Ordinal);
        Assert.Contains("file 0", said, StringComparison.Ordinal);
        Assert.Contains("named 0", said, StringComparison.Ordinal);
        var given = await client.CallAsync(
            "session_create",
            new
            {
                command = "sh", args = new[] { "-c", "sh look.sh; exec sleep 1000" }, directory = work.Path,
                backend = "pty", sandbox = "workspace", environment = new { KEY = "secret:CANARY" },
            });
        var seen = await client.CallAsync(
            "session_wait",
            new
            {
                session_id = given.Text("session_id"), until = "pattern", pattern = "named [0-9]", offset = 0,
                timeout_seconds = 20,
            });
        Assert.True(seen["matched"]!.GetValue<bool>());
        var output = await client.CallAsync(
            "session_output", new { session_id = given.Text("session_id"), offset = 0 });
        Assert.Contains($"length {Canary.Value.Length}", output.ToString()!, StringComparison.Ordinal);
        Assert.Contains("named 1", output.ToString()!, StringComparison.Ordinal);
        Assert.Contains("file 0", output.ToString()!, StringComparison.Ordinal);
    }

    private static async Task ResourcesAsync(McpClient client, params string[] further)
    {
        var listed = await client.RequestAsync("resources/list");
        string[] addresses =
        [
            .. listed["resources"]!.AsArray().Select(resource => resource!["uri"].String()!),
            .. further,
        ];
        var read = 0;
        foreach (var address in addresses.Where(address => !address.Contains("/docs/", StringComparison.Ordinal)))
        {
            try
            {
                Clean(address, (await client.RequestAsync("resources/read", new { uri = address })).ToJsonString());
                read++;
            }
            catch (McpError)
            {
                // There is no such resource of this session.
            }
        }

        Assert.True(read > 2);
    }

    /// <summary>The events over HTTP, from the first to the newest one that the verb knows.</summary>
    private static async Task StreamAsync(Daemon daemon)
    {
        var events = (await RunAsync(daemon, "events", "--json")).Succeeded().TrimEnd().Split('\n').Length;
        await using var stream = await SseReader.OpenAsync(daemon, "?after=0");
        for (var seen = 0; seen < events; seen++) Clean("/events", (await stream.NextAsync()).Event.ToJsonString());
    }

    private static async Task SetAsync(Daemon daemon)
    {
        using var process = OsProcess.Start(Agw.Start("secret", "set", "CANARY", "--data", daemon.Data))!;
        await process.StandardInput.WriteAsync(Canary.Value);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Limits.Soon());
        Assert.Equal(0, process.ExitCode);
    }

    private static Task<Finished> RunAsync(Daemon daemon, params string[] verb)
    {
        var end = Array.IndexOf(verb, "--");
        string[] data = ["--data", daemon.Data];
        return Agw.RunAsync(end < 0 ? [.. verb, .. data] : [.. verb[..end], .. data, .. verb[end..]]);
    }

    private static void Clean(string surface, string text) =>
        Assert.True(Canary.In(text) is null, $"{surface}: {Canary.In(text)}");

    /// <summary>
    /// All but the secret store, and the recorded output with the last screen, which attached people see.
    /// </summary>
    private static bool IsStored(string file) =>
        !file.EndsWith(".sock", StringComparison.Ordinal)
        && !file.Contains("/secrets/", StringComparison.Ordinal)
        && !(file.Contains("/sessions/", StringComparison.Ordinal)
            && Path.GetFileName(file) is var name
            && (name == "output" || name.StartsWith("screen", StringComparison.Ordinal)));
}
