using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every journal promises about appending and reading.</summary>
public abstract class JournalContract : StoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_was_appended_is_read_back_as_it_was()
    {
        var script = new ThreadScript("thr_1") { At = Noon.AddTicks(1) };
        var request = script.Append(
            new ThreadCreated("Łódź \0 \u2028 🦊", AgentId.Of("svarog"), null, "operator"), new ThreadPinned());
        var result = await Store.AppendAsync(request);

        Assert.Equal(new AppendResult(AppendStatus.Appended, 2), result);
        var events = await Store.Journal.ReadStreamAsync(script.Stream, 0, 10, Stop);
        Assert.Equal(
            [(1, 1, "thread.created"), (2, 2, "thread.pinned")],
            events.Select(stored => (stored.Position, stored.Version, stored.Type)));
        Assert.All(
            events,
            stored =>
                Assert.Equal((script.Stream, Noon.AddTicks(1), "operator"), (stored.Stream, stored.At, stored.Actor)));
        Assert.Contains("Łódź", events[0].Payload, StringComparison.Ordinal);
        var snapshot = (await Store.Journal.LoadAsync(script.Stream, Stop))!;
        Assert.Equal(
            (script.Stream, 2L, ThreadMachine.SnapshotVersion),
            (snapshot.Stream, snapshot.Version, snapshot.SnapshotVersion));
        Assert.Equal(request.Snapshot.State.ToArray(), snapshot.State.ToArray());
        Assert.Equal(2, Store.Journal.LastPosition);
    }

    [Fact]
    public async Task A_stream_that_never_was_has_no_snapshot_and_no_events()
    {
        Assert.Null(await Store.Journal.LoadAsync(StreamId.Of("thread/none"), Stop));
        Assert.Empty(await Store.Journal.ReadStreamAsync(StreamId.Of("thread/none"), 0, 10, Stop));
        Assert.Empty(await Store.Journal.ReadAllAsync(0, 10, Stop));
        Assert.Equal(0, Store.Journal.LastPosition);
    }

    [Fact]
    public async Task An_append_that_expects_another_version_writes_nothing()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        var stale = new ThreadScript("thr_1").Create("Another beginning");
        Assert.Equal(new AppendResult(AppendStatus.VersionConflict, 0), await Store.AppendAsync(stale));

        script.Say("never written");
        Assert.Equal(AppendStatus.VersionConflict, (await Store.AppendAsync(script.Say("too far ahead"))).Status);
        Assert.Equal(1, (await Store.Journal.LoadAsync(script.Stream, Stop))!.Version);
        Assert.Equal("A thread", (await Store.Reads.ThreadAsync(script.Thread, Stop))!.Title);
        Assert.Equal(1, Store.Journal.LastPosition);
    }

    [Fact]
    public async Task Appends_of_one_stream_that_are_under_way_together_commit_in_call_order()
    {
        var script = new ThreadScript("thr_1");
        var pending = new List<Task<AppendResult>> { Store.AppendAsync(script.Create()) };
        for (var count = 0; count < 200; count++)
            pending.Add(Store.AppendAsync(script.Say("one of many")));
        List<long> positions = [];
        foreach (var append in pending)
            positions.Add((await append).Position);

        Assert.Equal(Enumerable.Range(1, 201).Select(position => (long)position), positions);
    }

    [Fact]
    public async Task When_an_append_is_refused_those_behind_it_are_too_and_other_streams_go_on()
    {
        var refused = new ThreadScript("thr_refused");
        var other = new ThreadScript("thr_other");
        refused.Create();
        var first = Store.AppendAsync(refused.Say("expects a version that is not there"));
        var second = Store.AppendAsync(refused.Say("behind it"));
        var third = Store.AppendAsync(other.Create());

        Assert.Equal(AppendStatus.VersionConflict, (await first).Status);
        Assert.Equal(AppendStatus.VersionConflict, (await second).Status);
        Assert.Equal(AppendStatus.Appended, (await third).Status);
    }

    [Fact]
    public async Task Many_writers_get_positions_without_gaps_and_in_the_order_of_their_streams()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => Task.Run(async () =>
        {
            var script = new ThreadScript($"thr_{writer}");
            await Store.AppendAsync(script.Create());
            for (var count = 0; count < 20; count++)
                Assert.Equal(AppendStatus.Appended, (await Store.AppendAsync(script.Say("hello"))).Status);
        })));

        var all = await Store.Journal.ReadAllAsync(0, 1_000, Stop);
        Assert.Equal(
            Enumerable.Range(1, 420).Select(position => (long)position), all.Select(stored => stored.Position));
        Assert.All(
            all.GroupBy(stored => stored.Stream),
            stream => Assert.Equal(
                Enumerable.Range(1, 21).Select(version => (long)version), stream.Select(stored => stored.Version)));
    }

    [Fact]
    public async Task A_message_that_exists_is_a_bug_of_the_caller_and_spoils_nothing_else()
    {
        var first = new ThreadScript("thr_1");
        await Store.AppendAsync(first.Create());
        await Store.AppendAsync(first.Say("mine"));
        var thief = new ThreadScript("thr_2");
        await Store.AppendAsync(thief.Create());
        var stolen = Store.AppendAsync(
            thief.Append(new MessagePosted(thief.Message("not mine") with { Id = first.Id(1) })));
        var honest = Store.AppendAsync(first.Say("still mine"));

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await stolen);
        Assert.Equal(AppendStatus.Appended, (await honest).Status);
        Assert.Equal(4, Store.Journal.LastPosition);
        Assert.Equal("mine", (await Store.Reads.MessageAsync(first.Id(1), Stop))!.Message.Text);
        Assert.Equal(1, (await Store.Journal.LoadAsync(thief.Stream, Stop))!.Version);
    }

    [Fact]
    public async Task A_request_that_contradicts_itself_is_a_bug_of_the_caller()
    {
        var sound = new ThreadScript("thr_1").Create();
        await Refused(sound with { Events = [] });
        await Refused(sound with { ExpectedVersion = 1 });
        await Refused(sound with { Stream = StreamId.Of("thread/thr_2") });
        await Refused(sound with { Snapshot = sound.Snapshot with { State = new byte[(64 * 1024) + 1] } });
        var script = new ThreadScript("thr_1");
        var created = script.Create();
        await Refused(created with { Rows = script.Say("its event is not in the append").Rows });
        Assert.Equal(0, Store.Journal.LastPosition);

        async Task Refused(AppendRequest request) =>
            await Assert.ThrowsAsync<ArgumentException>(async () => await Store.AppendAsync(request));
    }

    [Fact]
    public async Task A_state_of_64_KiB_is_kept()
    {
        var state = Encoding.UTF8.GetBytes(new string('x', 64 * 1024));
        await Store.AppendAsync(new ThreadScript("thr_1").Create() with { Snapshot = new(state, 1, null) });
        Assert.Equal(state, (await Store.Journal.LoadAsync(StreamId.Of("thread/thr_1"), Stop))!.State.ToArray());
    }

    [Fact]
    public async Task Events_are_read_by_page()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        for (var count = 0; count < 9; count++)
            await Store.AppendAsync(script.Say("hello"));

        Assert.Equal(
            [4, 5, 6],
            (await Store.Journal.ReadStreamAsync(script.Stream, 3, 3, Stop)).Select(stored => (int)stored.Version));
        Assert.Equal([9, 10], (await Store.Journal.ReadAllAsync(8, 5, Stop)).Select(stored => (int)stored.Position));
        Assert.Empty(await Store.Journal.ReadAllAsync(10, 5, Stop));
    }

    [Fact]
    public async Task What_is_due_comes_with_the_most_overdue_first()
    {
        await Due("thr_never", null);
        await Due("thr_later", Noon.AddMinutes(2));
        await Due("thr_now", Noon);
        await Due("thr_overdue", Noon.AddDays(-1));

        Assert.Equal(["thread/thr_overdue", "thread/thr_now"], await DueAt(Noon));
        Assert.Equal(["thread/thr_overdue", "thread/thr_now", "thread/thr_later"], await DueAt(Noon.AddHours(1)));
        Assert.Equal([StreamId.Of("thread/thr_overdue")], await Store.Journal.DueAsync(Noon, 1, Stop));

        async Task Due(
            string id, DateTimeOffset? at) => await Store.AppendAsync(DueAtTime(new ThreadScript(id).Create(), at));
        async Task<IEnumerable<string>> DueAt(DateTimeOffset until) =>
            (await Store.Journal.DueAsync(until, 10, Stop)).Select(stream => stream.Value);
    }

    [Fact]
    public async Task A_stream_that_is_settled_is_no_longer_due()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(DueAtTime(script.Create(), Noon));
        await Store.AppendAsync(DueAtTime(script.Say("settled"), null));
        Assert.Empty(await Store.Journal.DueAsync(Noon.AddYears(1), 10, Stop));
        Assert.Null((await Store.Journal.LoadAsync(script.Stream, Stop))!.DueAt);
    }

    [Fact]
    public async Task All_streams_of_one_kind_are_loaded_by_id()
    {
        await Store.AppendAsync(new ThreadScript("thr_1").Create());
        foreach (var id in (string[])["rarog", "a", "zorya"])
            await Store.AppendAsync(Agent(id));

        Assert.Equal(
            ["agent/a", "agent/rarog", "agent/zorya"],
            (await Store.Journal.LoadKindAsync("agent", Stop)).Select(snapshot => snapshot.Stream.Value));
        Assert.Empty(await Store.Journal.LoadKindAsync("age", Stop));
    }

    [Fact]
    public async Task A_cancelled_caller_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.Journal.AppendAsync(new ThreadScript("thr_1").Create(), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await Store.Journal.LoadAsync(StreamId.Of("thread/thr_1"), cancelled.Token));
        Assert.Null(await Store.Journal.LoadAsync(StreamId.Of("thread/thr_1"), Stop));
    }

    [Fact]
    public async Task A_closed_journal_says_that_it_is_closed()
    {
        await Store.Journal.DisposeAsync();
        var appended = await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await Store.AppendAsync(new ThreadScript("thr_1").Create()));
        var read = await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await Store.Journal.LoadAsync(StreamId.Of("thread/thr_1"), Stop));
        var waited = await Assert.ThrowsAsync<JournalUnavailableException>(() => Store.Journal.WaitPastAsync(0, Stop));
        Assert.All([appended, read, waited], exception => Assert.Equal("journal_closed", exception.Reason.Code));
    }

    private static AppendRequest DueAtTime(AppendRequest request, DateTimeOffset? at) =>
        request with { Snapshot = request.Snapshot with { DueAt = at } };

    private static AppendRequest Agent(string id)
    {
        var stream = StreamId.Of("agent", id);
        var registered = new RecordedEvent(stream, 1, Noon, "client", new AgentRegistered("client", id, [], null));
        return new(stream, 0, [registered], new("{}"u8.ToArray(), 1, null), [], Databases.AnyEpoch);
    }
}
