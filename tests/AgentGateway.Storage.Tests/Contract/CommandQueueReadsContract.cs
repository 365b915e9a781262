using AgentGateway.Domain.CommandQueues;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every store promises about reading the commands of sessions.</summary>
public abstract class CommandQueueReadsContract : StoreContract
{
    private readonly QueueScript _queue = new("ses_1");

    [Fact]
    public async Task A_command_is_read_back_as_it_last_stood()
    {
        await Store.AppendAsync(_queue.Add("cmd_1"));
        Assert.Equal(new QueuedCommandRow(new("cmd_1"), new("ses_1"), 1, CommandState.Waiting), await Read("cmd_1"));
        var begun = _queue.Begin("cmd_1");
        await Store.AppendAsync(begun);
        Assert.Equal(begun.Rows.Single(), await Read("cmd_1"));
        var ended = _queue.End("cmd_1", null);
        await Store.AppendAsync(ended);
        Assert.Equal(ended.Rows.Single(), await Read("cmd_1"));
        Assert.Null(await Read("cmd_none"));

        async Task<QueuedCommandRow?> Read(string id) => await Store.Commands.CommandAsync(new(id), Stop);
    }

    [Fact]
    public async Task A_queue_is_read_in_its_order_with_the_newest_that_have_ended()
    {
        foreach (var id in (string[])["a", "b", "c", "d"]) await Store.AppendAsync(_queue.Add(id));
        foreach (var id in (string[])["a", "b"])
        {
            await Store.AppendAsync(_queue.Begin(id));
            await Store.AppendAsync(_queue.End(id, 0));
        }

        await Store.AppendAsync(_queue.Do(new WithdrawCommand(new("d"))));
        await Store.AppendAsync(_queue.Begin("c"));
        await Store.AppendAsync(new QueueScript("ses_2").Add("other"));

        Assert.Equal(["c"], await Read(0));
        Assert.Equal(["c", "d"], await Read(1));
        Assert.Equal(["a", "b", "c", "d"], await Read(10));
        Assert.Empty(await Store.Commands.CommandsAsync(new("ses_none"), 10, Stop));

        async Task<IEnumerable<string>> Read(int endedMax) =>
            (await Store.Commands.CommandsAsync(_queue.Session, endedMax, Stop)).Select(row => row.Id.Value);
    }

    [Fact]
    public async Task Commands_of_one_append_are_all_there()
    {
        await Store.AppendAsync(_queue.Add("a"));
        await Store.AppendAsync(_queue.Add("b", "a"));
        await Store.AppendAsync(_queue.Begin("a"));
        await Store.AppendAsync(_queue.End("a", 1));
        Assert.Equal(
            [("a", CommandState.Failed), ("b", CommandState.Skipped)],
            (await Store.Commands.CommandsAsync(_queue.Session, 10, Stop)).Select(row => (row.Id.Value, row.State)));
    }
}
