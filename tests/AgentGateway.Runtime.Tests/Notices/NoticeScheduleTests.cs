using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Notices;
using AgentGateway.Runtime.Tests.Approvals;

namespace AgentGateway.Runtime.Tests.Notices;

/// <summary>The person is told once of what has waited for some time.</summary>
public sealed class NoticeScheduleTests
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(30);

    private readonly FakeClock _clock = new();
    private readonly RecordedNotices _notices = new();

    [Fact]
    public async Task What_waits_is_told_once_when_its_time_has_come_and_not_again_after_a_restart()
    {
        await using var gateway = await StartAsync();
        var (_, approval) = await gateway.AskedAsync();
        await _clock.ArmedAsync(After);
        _clock.Advance(After - TimeSpan.FromSeconds(1));
        Assert.Equal(0, _notices.Count);

        _clock.Advance(TimeSpan.FromSeconds(1));
        var notice = await _notices.NextAsync();

        Assert.Equal("agw: approval", notice.Title);
        Assert.EndsWith($"\nagw approve {approval.Id}", notice.Text, StringComparison.Ordinal);

        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        var (_, later) = await gateway.AskedAsync();
        await _clock.ArmedAsync(After);
        _clock.Advance(After);
        Assert.EndsWith(later.Id, (await _notices.NextAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(0, _notices.Count);
    }

    [Fact]
    public async Task What_was_not_due_yet_when_the_daemon_ended_is_told_by_the_next()
    {
        await using var gateway = await StartAsync();
        var (_, approval) = await gateway.AskedAsync();
        await gateway.StopAsync();
        _clock.Advance(After / 2);
        await gateway.StartAgainAsync();
        await _clock.ArmedAsync(After / 2);
        _clock.Advance(After / 2);

        Assert.EndsWith(approval.Id, (await _notices.NextAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_decided_in_time_is_not_told()
    {
        await using var gateway = await StartAsync();
        var (_, decided) = await gateway.AskedAsync();
        await _clock.ArmedAsync(After);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var (_, left) = await gateway.AskedAsync();
        await gateway.DecideAsync(decided.Id, "deny");
        await gateway.EndedAsync(decided.Id);
        await _clock.ArmedAsync(TimeSpan.FromSeconds(20));
        _clock.Advance(TimeSpan.FromSeconds(20));
        await _clock.ArmedAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _notices.Count);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.EndsWith(left.Id, (await _notices.NextAsync()).Text, StringComparison.Ordinal);
        Assert.Equal(0, _notices.Count);
    }

    [Fact]
    public async Task Many_at_once_are_told_as_a_number()
    {
        await using var gateway = await StartAsync();
        for (var asked = 0; asked < 5; asked++) await gateway.AskedAsync();
        await _clock.ArmedAsync(After);
        _clock.Advance(After);

        Assert.Equal(new("agw: 5 wait for you", "5 approvals\nagw inbox"), await _notices.NextAsync());
        Assert.Equal(0, _notices.Count);
    }

    [Fact]
    public async Task After_three_notices_the_next_takes_its_time()
    {
        var second = TimeSpan.FromSeconds(1);
        await using var gateway = await StartAsync(new() { Desktop = true, AfterSeconds = 1 });
        for (var asked = 0; asked < 3; asked++) await gateway.AskedAsync();
        await _clock.ArmedAsync(second);
        _clock.Advance(second);
        for (var told = 0; told < 3; told++) await _notices.NextAsync();
        await gateway.AskedAsync();
        await _clock.ArmedAsync(second);
        _clock.Advance(second);

        await _clock.ArmedAsync(TimeSpan.FromSeconds(19));
        Assert.Equal(0, _notices.Count);
        _clock.Advance(TimeSpan.FromSeconds(19));
        await _notices.NextAsync();
    }

    [Fact]
    public async Task After_an_unexpected_failure_the_next_is_told()
    {
        await using var gateway = await StartAsync();
        await gateway.AskedAsync();
        await _clock.ArmedAsync(After);
        _notices.Fails = true;
        _clock.Advance(After);
        var retry = TimeSpan.FromMinutes(1);
        await _clock.ArmedAsync(retry);
        _notices.Fails = false;
        var (_, later) = await gateway.AskedAsync();
        _clock.Advance(retry);

        Assert.EndsWith(later.Id, (await _notices.NextAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_awaited_where_no_way_is_set()
    {
        await using var gateway = await StartAsync(new());
        await gateway.AskedAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        await gateway.AskedAsync();

        Assert.Equal(0, _notices.Count);
    }

    [Fact]
    public async Task Settings_that_name_a_way_count_at_once()
    {
        await using var gateway = await StartAsync(new());
        var (_, approval) = await gateway.AskedAsync();
        _clock.Advance(TimeSpan.FromMinutes(5));
        gateway.Runtime.Apply(section => section.Name == "Notify" ? new NoticeOptions { Desktop = true } : null);

        Assert.EndsWith(approval.Id, (await _notices.NextAsync()).Text, StringComparison.Ordinal);
    }

    private async Task<Gateway> StartAsync(NoticeOptions? options = null)
    {
        var gateway = await Gateway.StartWithAsync(new()
        {
            Store = StoreKind.Sqlite,
            Time = _clock,
            Modules = [_notices],
            Options = new() { Settings = RuntimeOptions.SettingsOf(options ?? new NoticeOptions { Desktop = true }) },
            Prepare = gateway =>
            {
                gateway.Runtime.Tools.Publish("test", [new CountedTool().Tool()]);
                gateway.Driver.Script("svarog", AskingTurns.Calling(new ToolCall("c1", "execute", "{}")));
            },
        });
        return gateway;
    }
}
