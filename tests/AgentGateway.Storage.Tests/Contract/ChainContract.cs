using System.Text;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Journal;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every journal promises about the chain of a stream, and about erasing from it.</summary>
public abstract class ChainContract : StoreContract
{
    [Fact]
    public async Task Every_event_is_linked_to_the_one_before()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        await Store.AppendAsync(script.Append(new ThreadPinned(), new ThreadUnpinned()));
        await Store.AppendAsync(script.Say("hello"));
        AssertChain(await Store.Journal.ReadStreamAsync(script.Stream, 0, 10, Stop));
    }

    [Fact]
    public async Task Equal_payloads_have_digests_that_do_not_show_it()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        await Store.AppendAsync(script.Append(new ThreadPinned(), new ThreadPinned()));
        var events = await Store.Journal.ReadStreamAsync(script.Stream, 1, 10, Stop);
        Assert.Equal(events[0].Payload, events[1].Payload);
        Assert.NotEqual(events[0].Seal.PayloadDigest, events[1].Seal.PayloadDigest);
        Assert.NotEqual(events[0].Seal.Salt, events[1].Seal.Salt);
    }

    [Fact]
    public async Task An_erased_event_keeps_its_place_and_the_chain_holds()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        await Store.AppendAsync(script.Say("a secret word"));
        await Store.AppendAsync(script.Say("a harmless word"));
        var before = await Store.Journal.ReadStreamAsync(script.Stream, 0, 10, Stop);

        Assert.True(await Store.EraseAsync(script.Stream, 2));
        var after = await Store.Journal.ReadStreamAsync(script.Stream, 0, 10, Stop);
        Assert.Equal(before[1] with { Payload = null, Seal = before[1].Seal with { Salt = null } }, after[1]);
        Assert.Equal([before[0], before[2]], [after[0], after[2]]);
        AssertChain(after);
    }

    [Fact]
    public async Task An_erased_message_is_empty_and_not_found()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        await Store.AppendAsync(script.Append(new MessagePosted(script.Message("a secret word") with
        {
            ToolCalls = [new("call", "tool", """{"secret":1}""")],
            Attachments = [new("secret.txt", "secret")],
        })));
        await Store.AppendAsync(script.Say("a harmless word"));
        await Store.EraseAsync(script.Stream, 2);

        var row = (await Store.Reads.MessageAsync(script.Id(1), Stop))!;
        Assert.Equal(
            ("", null, null,
                false), (row.Message.Text, row.Message.ToolCalls, row.Message.Attachments, row.Searchable));
        Assert.Empty(await Store.Reads.SearchAsync("secret", null, 10, Stop));
        Assert.Equal(script.Id(2), Assert.Single(await Store.Reads.SearchAsync("word", null, 10, Stop)).Message);
        Assert.True(await Store.EraseAsync(script.Stream, 2));
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_erased()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        Assert.False(await Store.EraseAsync(script.Stream, 2));
        Assert.False(await Store.EraseAsync(script.Stream, 0));
        Assert.False(await Store.EraseAsync(new("thread/none"), 1));
    }

    [Fact]
    public async Task A_stream_goes_on_after_one_of_its_events_was_erased()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create());
        await Store.AppendAsync(script.Say("a secret word"));
        await Store.EraseAsync(script.Stream, 2);
        Assert.Equal(AppendStatus.Appended, (await Store.AppendAsync(script.Say("going on"))).Status);
        AssertChain(await Store.Journal.ReadStreamAsync(script.Stream, 0, 10, Stop));
    }

    private static void AssertChain(IReadOnlyList<StoredEvent> events)
    {
        var before = EventChain.Origin.ToArray();
        foreach (var stored in events)
        {
            if (stored.Payload is not null)
            {
                var digest = EventChain.PayloadDigest(
                    Convert.FromHexString(stored.Seal.Salt!), Encoding.UTF8.GetBytes(stored.Payload));
                Assert.Equal(stored.Seal.PayloadDigest, Convert.ToHexStringLower(digest));
            }

            before = EventChain.Hash(
                before, stored.Stream.Value, stored.Version, Instant.Of(stored.At), stored.Actor, stored.Type,
                    Convert.FromHexString(
                    stored.Seal.PayloadDigest));
            Assert.Equal(stored.Seal.Hash, Convert.ToHexStringLower(before));
        }
    }
}
