using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>Of two that have opened the same store for writing, only the second writes.</summary>
public abstract class FencingContract : StoreContract
{
    private readonly ThreadScript _script = new("thr_1");

    [Fact]
    public async Task Each_opening_takes_the_next_epoch()
    {
        await using var second = await Store.OpenAgainAsync();
        await using var third = await Store.OpenAgainAsync();
        var first = Store.Journal.Epoch;
        Assert.Equal((first + 1, first + 2), (second.Journal.Epoch, third.Journal.Epoch));
    }

    [Fact]
    public async Task A_writer_that_was_replaced_is_refused_and_writes_nothing_while_the_other_goes_on()
    {
        await Store.AppendAsync(Of(Store.Journal, _script.Create()));
        await using var newer = await Store.OpenAgainAsync();

        var said = _script.Say("hello");
        var refused = await Assert.ThrowsAsync<JournalUnavailableException>(
            () => Store.AppendAsync(Of(Store.Journal, said)));
        Assert.Equal("writer_fenced", refused.Reason.Code);
        Assert.Contains($"epoch {newer.Journal.Epoch}", refused.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await Store.Journal.LoadAsync(_script.Stream, Stop))!.Version);

        var appended = await newer.Journal.AppendAsync(Of(newer.Journal, said), Stop);
        Assert.Equal((AppendStatus.Appended, 2L), (appended.Status, appended.Position));
        Assert.Null((await newer.CheckAsync(Stop)).First);
    }

    [Fact]
    public async Task A_writer_that_was_replaced_erases_nothing()
    {
        await Store.AppendAsync(Of(Store.Journal, _script.Create()));
        await using var newer = await Store.OpenAgainAsync();
        var refused = await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await Store.EraseAsync(_script.Stream, 1));
        Assert.Equal("writer_fenced", refused.Reason.Code);
        Assert.NotNull((await newer.Journal.ReadStreamAsync(_script.Stream, 0, 1, Stop))[0].Payload);
    }

    [Fact]
    public async Task An_append_with_an_old_epoch_is_refused_among_others_that_are_written()
    {
        var other = new ThreadScript("thr_2");
        var old = Store.AppendAsync(_script.Create() with { Epoch = Store.Journal.Epoch - 1 });
        var present = Store.AppendAsync(Of(Store.Journal, other.Create()));
        Assert.Equal("writer_fenced", (await Assert.ThrowsAsync<JournalUnavailableException>(() => old)).Reason.Code);
        Assert.Equal(AppendStatus.Appended, (await present).Status);
        Assert.Equal(1, Store.Journal.LastPosition);
    }

    private static AppendRequest Of(IJournal journal, AppendRequest request) => request with { Epoch = journal.Epoch };
}
