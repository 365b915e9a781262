using System.Globalization;
using System.Text;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>
/// Recorded moments of programs, shown in live sessions. A script that is called as the program shows one screen after
/// another, so that everything is read as it is for the program itself: the process in front, the mode of its terminal,
/// the title and the screen.
/// </summary>
public sealed class RecordedStatusTests
{
    private static readonly string[] Shells = ["bash", "dash"];

    /// <summary>Ways to start a program other than by its own name.</summary>
    private const string Typed = "typed into bash";
    private const string Contained = "in a sandbox";

    public static TheoryData<string, string> Programs =>
    [
        .. from program in Recording.All.Select(each => each.ShownBy).Distinct().Except(Shells)
           from backend in (string[])["pty", "tmux"]
           select new TheoryDataRow<string, string>(program, backend),
    ];

    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Every_recorded_moment_has_its_status_on_each_backend(string program, string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        await PlayAsync(
            gateway,
            Recording.All.Where(each => each.ShownBy == program),
            folder => gateway.CreateAsync(new("/bin/sh", [program], Backend: backend, Directory: folder)
            {
                Size = Size,
            }));
    }

    [Theory]
    [InlineData("pty", Typed)]
    [InlineData("tmux", Typed)]
    [InlineData("pty", Contained)]
    [InlineData("tmux", Contained)]
    public async Task What_an_agent_asks_is_seen_however_it_was_started(string backend, string way)
    {
        await using var gateway = await Gateway.StartAsync();
        if (way == Contained) await gateway.NeedSandboxAsync();
        foreach (var moments in Recording.All.Where(each => each.Status == "needs-approval")
            .GroupBy(each => each.ShownBy).Where(each => each.Key != "a-program"))
        {
            await PlayAsync(gateway, moments, folder => way == Typed
                ? TypedAsync(gateway, backend, folder, moments.Key)
                : gateway.CreateAsync(new("/bin/sh", [moments.Key], Backend: backend, Directory: folder)
                {
                    Size = Size,
                    Sandbox = SandboxProfile.Workspace,
                }));
        }
    }

    /// <summary>
    /// A hook may come before the screen that goes with it, or after. A moment of which nothing is seen is left out, for
    /// the hooks alone decide about it.
    /// </summary>
    [Theory]
    [InlineData("claude", "pty")]
    [InlineData("claude", "tmux")]
    [InlineData("codex", "pty")]
    [InlineData("codex", "tmux")]
    public async Task With_its_hooks_every_recorded_moment_has_the_same_status(string program, string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        using var folder = new TemporaryFolder();
        var shown = Recording.All.Where(each => each.ShownBy == program && each.Status != "unknown").ToList();
        const string Begin = "stty -icanon -echo; printf %s $AGW_HOOK_TOKEN > new; mv new token; read x\n";
        await WriteScriptAsync(folder, shown, Begin);
        var session = await gateway.CreateAsync(new("/bin/sh", [program], Backend: backend, Directory: folder.Path)
        {
            Size = Size,
        });
        await Eventually.TrueAsync(() => File.Exists(folder["token"]), "the script knows the token of its hooks");
        var token = await File.ReadAllTextAsync(folder["token"], Stop);
        foreach (var moment in shown)
        {
            var hooks = RecordedHooks.Of(moment);
            foreach (var hook in (string[])[.. hooks.Earlier, .. hooks.Now]) await SendAsync(hook);
            await gateway.SessionInput.SendAsync(Gateway.Client, new(session.Id, Keys: ["enter"]), Stop);
            await Eventually.TrueAsync(
                async () => Lines(await gateway.ScreenAsync(session.Id)) == Lines(moment.Screen)
                    && IsOf(moment, (await gateway.SessionStatus.ExplainAsync(session.Id, Stop)).Value.Status),
                $"{moment.Name} as {moment.Status} after its hooks");
            foreach (var hook in hooks.Now) await SendAsync(hook);
            await Eventually.TrueAsync(
                async () => IsOf(moment, (await gateway.SessionStatus.ExplainAsync(session.Id, Stop)).Value.Status),
                $"{moment.Name} as {moment.Status} before its hooks");
        }

        // More than ten hooks a second are refused, and are sent again here, which programs do not do.
        Task SendAsync(string hook) => Eventually.TrueAsync(
            async () => (await gateway.SessionStatus.HookAsync(session.Id, token, Encoding.UTF8.GetBytes(hook), Stop))
                .Rejection is not { Code: "rate_limited" },
            $"the hook {hook} is taken");
    }

    /// <summary>Who waits for the end of an agent's turn must not get the prompt of before it.</summary>
    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task An_agent_that_got_a_line_is_idle_only_after_it_worked_or_did_nothing_for_some_time(string backend)
    {
        var clock = new FakeClock();
        await using var gateway = await Gateway.StartWithAsync(new() { Time = clock });
        using var folder = new TemporaryFolder();
        List<Recording> shown =
            [.. new[] { "empty-prompt", "interrupted", "thinking", "after-a-turn" }.Select(
                name => Recording.All.Single(each => each.Name == $"claude/{name}"))];
        await WriteScriptAsync(folder, shown);
        var session = await gateway.CreateAsync(new("/bin/sh", ["claude"], Backend: backend, Directory: folder.Path)
        {
            Size = Size,
        });
        await IsAsync("idle", "the prompt of the start");

        await PressAsync();
        await ShowsAsync(shown[1]);
        Assert.Equal("working", (await StatusAsync(gateway, session.Id)).Value);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("idle", (await StatusAsync(gateway, session.Id)).Value);

        await PressAsync();
        await ShowsAsync(shown[2]);
        Assert.Equal("working", (await StatusAsync(gateway, session.Id)).Value);
        await PressAsync();
        await IsAsync("idle", "the prompt after the turn, without any time");

        Task PressAsync() => gateway.SessionInput.SendAsync(Gateway.Client, new(session.Id, Keys: ["enter"]), Stop);

        Task ShowsAsync(Recording moment) => Eventually.TrueAsync(
            async () => Lines(await gateway.ScreenAsync(session.Id)) == Lines(moment.Screen), moment.Name);

        Task IsAsync(string status, string what) => Eventually.TrueAsync(
            async () => (await StatusAsync(gateway, session.Id)).Value == status, what);
    }

    private static RequestedSize Size => new(Columns: 160, Rows: 50);

    private static async Task<SessionView> TypedAsync(Gateway gateway, string backend, string folder, string program)
    {
        var session = await gateway.CreateAsync(
            new("/bin/bash", ["--norc", "--noprofile", "-i"], Backend: backend, Directory: folder) { Size = Size });
        await gateway.TypeAsync(session.Id, $"sh {program}");
        return session;
    }

    /// <summary>Starts a session in a folder that holds the script, and looks at each moment that it shows.</summary>
    private static async Task PlayAsync(
        Gateway gateway, IEnumerable<Recording> moments, Func<string, Task<SessionView>> start)
    {
        using var folder = new TemporaryFolder();
        var shown = moments.ToList();
        await WriteScriptAsync(folder, shown);
        var session = await start(folder.Path);
        foreach (var moment in shown)
        {
            await Eventually.TrueAsync(
                async () => Lines(await gateway.ScreenAsync(session.Id)) == Lines(moment.Screen)
                    && await StatusAsync(gateway, session.Id) == (moment.Status, moment.Asked, moment.Reset),
                $"{moment.Name} as {moment.Status}");
            await gateway.SessionInput.SendAsync(Gateway.Client, new(session.Id, Keys: ["enter"]), Stop);
        }
    }

    /// <summary>A script of the program's name, which shows one moment after another when a line comes.</summary>
    private static async Task WriteScriptAsync(TemporaryFolder folder, List<Recording> shown, string begin = "")
    {
        var script = new StringBuilder(begin);
        foreach (var (index, moment) in shown.Index())
        {
            await File.WriteAllTextAsync(folder[$"{index}.screen"], Drawn(moment), Stop);
            var mode = moment.IsByLines ? "icanon" : "-icanon";
            script.Append(CultureInfo.InvariantCulture, $"stty {mode} -echo; cat {index}.screen; read x\n");
        }

        await File.WriteAllTextAsync(folder[shown[0].ShownBy], script.ToString(), Stop);
    }

    /// <summary>
    /// Whether it is the moment's status. What is asked may be told in the words of the screen or of the hook: both end
    /// with the same word.
    /// </summary>
    private static bool IsOf(Recording moment, SessionStatusView status) =>
        status.Value == moment.Status
        && (moment.Asked is null || status.Asked?.EndsWith(moment.Asked.Split(' ', '/')[^1]) == true);

    /// <summary>The bytes that show it, whatever was shown before.</summary>
    private static string Drawn(Recording moment)
    {
        var bytes = new StringBuilder(moment.IsFullScreen ? "\e[?1049h" : "\e[?1049l")
            .Append("\e]2;").Append(moment.Title).Append("\a\e[2J\e[H");
        foreach (var (row, line) in moment.Screen.TrimEnd('\n').Split('\n').Index())
            bytes.Append(CultureInfo.InvariantCulture, $"\e[{row + 1};1H{line}");
        return bytes.ToString();
    }

    private static async Task<(string Value, string? Asked, string? Reset)> StatusAsync(
        Gateway gateway, string session)
    {
        var status = (await gateway.SessionStatus.ExplainAsync(session, Stop)).Value.Status;
        return (status.Value, status.Asked, status.Reset);
    }

    private static string Lines(string screen) =>
        string.Join('\n', screen.Split('\n').Select(line => line.TrimEnd())).Trim('\n');
}
