using AgentGateway.Agents.Providers;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Agents.Tests.Providers;

public sealed class ProviderQueueTests
{
    private readonly FakeClock _time = new();

    [Fact]
    public async Task Requests_of_one_agent_go_in_order()
    {
        using var queue = Queue(new() { Concurrency = 1 });
        Assert.Equal(["a0", "a1", "a2"], await OrderAsync(queue, "a", "a", "a"));
    }

    [Fact]
    public async Task An_agent_with_many_requests_holds_up_the_others_by_one()
    {
        using var queue = Queue(new() { Concurrency = 1 });
        Assert.Equal(
            ["a0", "a1", "b5", "c6", "a2", "b7", "a3", "a4"],
            await OrderAsync(queue, "a", "a", "a", "a", "a", "b", "c", "b"));
    }

    /// <summary>
    /// The law of fairness: of agents that all wait, none gets a second pass before each has had one.
    /// </summary>
    [Fact]
    public async Task Between_two_passes_of_an_agent_every_agent_that_waits_has_one()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            using var queue = Queue(new() { Concurrency = 1 });
            var agents = Enumerable.Range(0, random.Next(5, 40))
                .Select(_ => $"{(char)('a' + random.Next(5))}")
                .ToArray();
            var order = await OrderAsync(queue, agents);
            Assert.Equal(agents.Length, order.Count);

            // The first entered an empty queue; from then on all were there.
            var rest = order.Skip(1).ToList();
            for (var at = 0; at < rest.Count; at++)
            {
                var next = rest.FindIndex(at + 1, entry => entry[0] == rest[at][0]);
                if (next < 0) continue;
                var waiting = rest.Skip(next).Select(entry => entry[0]).Distinct();
                Assert.Superset(
                    waiting.Where(agent => agent != rest[at][0]).ToHashSet(),
                    rest.GetRange(at, next - at).Select(entry => entry[0]).ToHashSet());
            }
        }
    }

    [Fact]
    public async Task No_more_run_at_a_time_than_allowed()
    {
        using var queue = Queue(new() { Concurrency = 3 });
        var passes = Enumerable.Range(0, 10).Select(at => Enter(queue, $"agent{at}")).ToList();
        Assert.Equal((7, 3), queue.Load);
        (await passes[0]).Value.Dispose();
        (await passes[0]).Value.Dispose();
        Assert.Equal((6, 3), queue.Load);
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once()
    {
        using var queue = Queue(new() { Concurrency = 1, QueueMax = 2 });
        _ = Enter(queue, "a");
        _ = Enter(queue, "a");
        _ = Enter(queue, "b");
        var refused = await Enter(queue, "c");
        Assert.Equal("provider_queue_full", refused.Rejection?.Code);
        Assert.Contains("Providers:test:queue_max", refused.Rejection?.Hint);
        Assert.Equal((2, 1), queue.Load);
    }

    [Fact]
    public async Task Cancelling_takes_a_request_out_at_once_and_delays_no_other()
    {
        using var queue = Queue(new() { Concurrency = 1 });
        var first = Enter(queue, "a");
        using var cancel = new CancellationTokenSource();
        var second = queue.EnterAsync(new("b"), 1, cancel.Token);
        var third = Enter(queue, "c");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Limits.Signal));
        Assert.Equal((1, 1), queue.Load);
        (await first).Value.Dispose();
        Assert.Null((await third.WaitAsync(Limits.Signal)).Rejection);
    }

    [Fact]
    public void The_rate_of_requests_is_kept()
    {
        using var queue = Queue(new() { Concurrency = 100, RequestsPerMinute = 6 });
        for (var at = 0; at < 10; at++) _ = Enter(queue, $"agent{at}");
        Assert.Equal((4, 6), queue.Load);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal((4, 6), queue.Load);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal((3, 7), queue.Load);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((0, 10), queue.Load);
    }

    [Fact]
    public async Task The_rate_of_tokens_is_kept_and_corrected_by_what_was_really_used()
    {
        using var queue = Queue(new() { Concurrency = 100, TokensPerMinute = 6_000 });
        var first = await Enter(queue, "a", 5_000);
        _ = Enter(queue, "b", 5_000);
        Assert.Equal((1, 1), queue.Load);

        // It used a tenth: the rest is there again.
        first.Value.Used(500);
        first.Value.Dispose();
        Assert.Equal((0, 1), queue.Load);
    }

    [Fact]
    public void A_request_beyond_a_minutes_worth_waits_for_a_full_minute_and_then_goes()
    {
        using var queue = Queue(new() { Concurrency = 100, TokensPerMinute = 6_000 });
        _ = Enter(queue, "a", 3_000);
        _ = Enter(queue, "b", 1_000_000);
        Assert.Equal((1, 1), queue.Load);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal((0, 2), queue.Load);
    }

    [Fact]
    public void When_the_provider_says_wait_everybody_waits_and_a_shorter_word_does_not_shorten_it()
    {
        using var queue = Queue(new());
        queue.Pause(TimeSpan.FromSeconds(20));
        queue.Pause(TimeSpan.FromSeconds(5));
        _ = Enter(queue, "a");
        _ = Enter(queue, "b");
        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal((2, 0), queue.Load);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 2), queue.Load);
    }

    private ProviderQueue Queue(ProviderLimits limits) => new("test", limits, _time);

    private static Task<Outcome<ProviderQueue.Pass>> Enter(ProviderQueue queue, string agent, long tokens = 1) =>
        queue.EnterAsync(new AgentId(agent), tokens, TestContext.Current.CancellationToken);

    /// <summary>Lets them all enter and names them in the order in which they were let in.</summary>
    private static async Task<IReadOnlyList<string>> OrderAsync(ProviderQueue queue, params string[] agents)
    {
        var waiting = agents.Select((agent, at) => (Name: $"{agent}{at}", Pass: Enter(queue, agent))).ToList();
        var order = new List<string>();
        while (waiting.Count > 0)
        {
            var pass = await (await Task.WhenAny(waiting.Select(entry => entry.Pass)).WaitAsync(Limits.Signal));
            var at = waiting.FindIndex(entry => entry.Pass.IsCompletedSuccessfully);
            order.Add(waiting[at].Name);
            waiting.RemoveAt(at);
            pass.Value.Dispose();
        }

        return order;
    }
}
