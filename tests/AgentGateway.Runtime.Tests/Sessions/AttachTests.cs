using System.Text;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Tests.Sessions;

/// <summary>People at sessions.</summary>
public sealed class AttachTests
{
    private static CancellationToken Stop => Gateway.Stop;

    [Theory]
    [InlineData("pty")]
    [InlineData("tmux")]
    public async Task A_person_sees_the_screen_types_and_sees_what_comes(string backend)
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ShellAsync(backend);
        await gateway.TypeAsync(session.Id, "echo he''re");
        await gateway.WaitAsync(session.Id, "^here$");
        await gateway.WaitAsync(session.Id, @"\$ $");
        await using var person = await AttachAsync(gateway, session.Id);
        var screen = new TerminalScreen(80, 24);
        screen.Feed(person.Repaint.Span);
        Assert.Equal(await gateway.ScreenAsync(session.Id), screen.RenderText());
        await person.WriteAsync("echo se''en\r"u8.ToArray(), Stop);
        await UntilAsync(person, screen, text => text.Contains("\nseen\n", StringComparison.Ordinal));
        await person.WriteAsync("exit\r"u8.ToArray(), Stop);
        await UntilAsync(person, screen, _ => false);
        Assert.Contains("exit", screen.RenderText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_only_looks_types_nothing_and_changes_no_size()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("echo ready; cat");
        await gateway.WaitAsync(session.Id, "ready");
        await using var guest = (await gateway.Sessions.AttachAsync(Gateway.Operator, session.Id, true, Stop)).Value;
        await guest.WriteAsync("nothing\r"u8.ToArray(), Stop);
        await guest.ResizeAsync(100, 30, Stop);
        await using var person = await AttachAsync(gateway, session.Id);
        await person.ResizeAsync(90, 20, Stop);
        await person.WriteAsync("something\r"u8.ToArray(), Stop);
        await gateway.WaitAsync(session.Id, "something");
        Assert.DoesNotContain("nothing", await gateway.OutputAsync(session.Id), StringComparison.Ordinal);
        var now = await gateway.GetAsync(session.Id);
        Assert.Equal((90, 20), (now.Columns, now.Rows));
    }

    [Fact]
    public async Task One_who_falls_behind_is_shown_the_screen_as_it_is()
    {
        await using var gateway = await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(new SessionOptions { RingBytes = 256 * 1024 }) });
        var session = await gateway.ScriptAsync("read x; seq 1 300000; echo end; read x");
        await using var person = await AttachAsync(gateway, session.Id);
        await gateway.TypeAsync(session.Id, "go");
        await gateway.WaitAsync(session.Id, "^end$");
        var screen = new TerminalScreen(80, 24);
        screen.Feed(person.Repaint.Span);
        await UntilAsync(person, screen, text => text.Contains("\nend\n", StringComparison.Ordinal));
        Assert.Equal(await gateway.ScreenAsync(session.Id), screen.RenderText());
    }

    [Fact]
    public async Task Nothing_that_is_shown_asks_a_persons_terminal_or_writes_its_clipboard()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync(
            @"read x; printf 'a\033[6n\033[cb\033]52;c;aGVsbG8=\007c\033]11;?\033\\d\033P$qm\033\\e\033[31mf\n'; read x");
        await using var person = await AttachAsync(gateway, session.Id);
        await person.WriteAsync("\r"u8.ToArray(), Stop);
        var seen = new StringBuilder();
        var buffer = new byte[4096];
        while (!seen.ToString().Contains('f'))
            seen.Append(Encoding.UTF8.GetString(buffer, 0, await person.ReadAsync(buffer, Stop)));
        Assert.Contains("abcde\e[31mf", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detaching_ends_what_reads()
    {
        await using var gateway = await Gateway.StartAsync();
        var session = await gateway.ScriptAsync("read x");
        var person = await AttachAsync(gateway, session.Id);
        var reading = person.ReadAsync(new byte[16], Stop).AsTask();
        await person.DisposeAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal("running", (await gateway.GetAsync(session.Id)).State);
    }

    private static async Task<SessionAttachment> AttachAsync(Gateway gateway, string session) =>
        (await gateway.Sessions.AttachAsync(Gateway.Operator, session, false, Stop)).Value;

    /// <summary>Feeds what comes until the screen is as told, or nothing comes any more.</summary>
    private static async Task UntilAsync(SessionAttachment person, TerminalScreen screen, Func<string, bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Limits.Signal);
        var buffer = new byte[4096];
        while (!holds(screen.RenderText()))
        {
            var count = await person.ReadAsync(buffer, limit.Token);
            if (count == 0) return;
            screen.Feed(buffer.AsSpan(0, count));
        }
    }
}
