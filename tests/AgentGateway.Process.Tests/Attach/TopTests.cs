using AgentGateway.Process.Tests.Host;
using AgentGateway.Process.Tests.Sessions.Verbs;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Attach;

/// <summary>The grid, with a daemon of its own so that it shows nothing else.</summary>
public sealed class TopTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Daemon? _daemon;

    private Daemon Daemon => _daemon!;

    public async ValueTask InitializeAsync() => _daemon = await Daemon.StartAsync(_folder["data"]);

    public async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task All_sessions_are_seen_live_and_can_be_entered()
    {
        await using var first = await SessionOfTest.CreateAsync(Daemon);
        await using var person = await Person.StartAsync(110, 30, "top", "--data", Daemon.Data);
        await person.SeesAsync(first.Name);
        Assert.True(person.IsOnAlternateScreen);

        await using var second = await SessionOfTest.CreateAsync(Daemon);
        await person.SeesAsync(second.Name);
        (await second.RunAsync("send", "echo live-$((1+1))")).Succeeded();
        await person.SeesAsync("live-2");

        await person.TypeAsync("l\r");
        await person.SeesAsync(
            screen => !person.IsOnAlternateScreen
                && screen.Contains("live-2", StringComparison.Ordinal)
                && !screen.Contains(first.Name, StringComparison.Ordinal),
            "the second session alone");
        await person.TypeAsync("echo typed-$((2+1))\r");
        await person.SeesAsync("\ntyped-3");
        await person.TypeAsync("\x11");
        await person.SeesAsync(
            screen => screen.Contains(first.Name, StringComparison.Ordinal)
                && screen.Contains("typed-3", StringComparison.Ordinal),
            "the grid again");

        await person.ResizeAsync(40, 10);
        await person.SeesAsync(
            screen => screen.Contains("agw top", StringComparison.Ordinal)
                && screen.Contains(second.Name, StringComparison.Ordinal),
            "the grid in a small terminal");
        await person.ResizeAsync(200, 60);
        await person.SeesAsync(
            screen => screen.Contains(first.Name, StringComparison.Ordinal)
                && screen.Contains(second.Name, StringComparison.Ordinal),
            "both in a large one");
        (await first.RunAsync("stop")).Succeeded();
        await person.SeesAsync("stopped");
        await person.TypeAsync("q");

        Assert.Equal(0, (await person.LeavesAsync()).Code);
        Assert.False(person.IsOnAlternateScreen);
        Assert.EndsWith("\e[?1049l", person.Raw);
    }

    [Fact]
    public async Task When_the_daemon_dies_it_says_so_where_it_can_be_read()
    {
        await using var session = await SessionOfTest.CreateAsync(Daemon);
        await using var person = await Person.StartAsync(80, 24, "top", "--data", Daemon.Data);
        await person.SeesAsync(session.Name);

        await Daemon.KillAsync();

        Assert.Equal(3, (await person.LeavesAsync()).Code);
        Assert.Contains("daemon_gone", person.Screen);
    }

    [Fact]
    public async Task Without_a_terminal_it_is_one_table()
    {
        await using var session = await SessionOfTest.CreateAsync(Daemon);

        var table = (await Agw.RunAsync("top", "--data", Daemon.Data)).Succeeded();

        Assert.Contains(session.Id, table);
        Assert.DoesNotContain('\e', table);
        Assert.Single((await Agw.RunAsync("top", "--json", "--data", Daemon.Data)).Json()["sessions"]!.AsArray());
    }
}
