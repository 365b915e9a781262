using System.Text;
using System.Text.Json;
using AgentGateway.Domain.CommandQueues;

namespace AgentGateway.Domain.Tests.CommandQueues;

/// <summary>The laws of queues, for every sequence of commands: searched for counter-examples.</summary>
public sealed class QueueLawTests
{
    private const int StateBytesMax = 64 * 1024;
    private static readonly string[] Conditions = ["success", "failure", "always", "exit:3"];
    private static readonly int?[] ExitCodes = [0, 1, 3, null];

    [Fact]
    public void Never_two_at_once_never_before_what_it_depends_on_and_everything_ends() =>
        Fuzz.Check(300, 120, Fuzz.Numbers(4096), numbers =>
        {
            var run = new Run();
            foreach (var number in numbers) run.Step(number);
            run.Finish();
        });

    [Fact]
    public void A_queue_at_all_its_limits_is_stored_in_64_KiB()
    {
        var queue = new QueueStory();
        for (var count = 0; count < 100; count++)
        {
            queue.Add(Name(count), text: "true");
            queue.Run(exitCode: null);
        }

        string? refused = null;
        for (var count = 1000; refused is null; count++)
            refused = queue.Add(
                Name(count), CommandPriority.Urgent, count == 1000 ? "success" : "exit:255",
                dependsOn:
                [
                    .. Enumerable.Range(1000, Math.Min(count - 1000, CommandQueueMachine.DependenciesMax)).Select(Name),
                ]);
        Assert.Equal("queue_full", refused);

        // With the numbers that a queue has after a million commands.
        var state = queue.State with
        {
            Open = [.. queue.State.Open.Select(
                open => open with
                {
                    Number = open.Number + 9_000_000,
                    Awaits = [.. open.Awaits.Select(number => number + 9_000_000)],
                })],
        };
        Assert.InRange(
            JsonSerializer.SerializeToUtf8Bytes(state, CommandQueueJson.Plain.CommandQueue).Length, 1, StateBytesMax);

        static string Name(int number) => $"cmd_{number:000000000000000000000000000}";
    }

    /// <summary>A random story of one queue, with what is true of it kept apart from its state.</summary>
    private sealed class Run
    {
        private readonly QueueStory _queue = new();
        private readonly Dictionary<string, (string[] DependsOn, string When)> _enqueued = [];
        private readonly HashSet<string> _begun = [];
        private string? _running;

        public void Step(int number)
        {
            var (what, choice) = (number % 8, number / 8);
            switch (what)
            {
                case 0 or 1 or 2 or 3:
                    Enqueue(choice);
                    break;
                case 4 or 5 when _queue.Due is { } due:
                    if (_running is null) Begin(due);
                    else End(choice);
                    break;
                case 6 when _enqueued.Count > 0:
                    _queue.Do(new WithdrawCommand(new(_enqueued.Keys.ElementAt(choice % _enqueued.Count))));
                    break;
                case 7 when _enqueued.Count > 0:
                    // A command that is not next never runs first.
                    var wanted = _enqueued.Keys.ElementAt(choice % _enqueued.Count);
                    if (wanted != _queue.Due || _running is not null) Assert.NotNull(_queue.Begin(wanted));
                    break;
            }

            Check();
        }

        /// <summary>Nothing more is enqueued: then everything comes to its end.</summary>
        public void Finish()
        {
            for (var steps = 0; _queue.Due is { } due; steps++)
            {
                Assert.True(steps <= 2 * _enqueued.Count, "The queue goes on for ever.");
                if (_running is null) Begin(due);
                else End(steps);
                Check();
            }

            Assert.Empty(_queue.State.Open);
            Assert.All(_queue.Rows.Values, row => Assert.True(row.State > CommandState.Running));
        }

        private void Enqueue(int choice)
        {
            string[] known = [.. _enqueued.Keys];
            string[] dependsOn = known.Length == 0 || choice % 3 == 0
                ? []
                : [known[choice % known.Length], known[choice / 7 % known.Length]];
            var when = dependsOn.Length == 0 ? "success" : Conditions[choice % Conditions.Length];
            var id = $"cmd_{known.Length}";
            Assert.Null(_queue.Add(id, (CommandPriority)(choice % 4 - 1), when, dependsOn: dependsOn));
            _enqueued.Add(id, (dependsOn, when));
        }

        private void Begin(string id)
        {
            Assert.Null(_queue.Begin(id));
            Assert.True(_begun.Add(id), $"{id} began twice.");
            Assert.Null(_running);
            _running = id;
            var (dependsOn, when) = _enqueued[id];
            Assert.All(dependsOn, other => Assert.True(
                CommandCondition.Parse(when)!.Value.IsMetBy(Ended(other)),
                    $"{id} began although {other} is {_queue.StateOf(other)}."));
        }

        private void End(int choice)
        {
            if (choice % 5 == 4) Assert.Null(_queue.Do(new LoseCommand(new(_running!), "daemon_restarted")));
            else Assert.Null(_queue.End(_running!, ExitCodes[choice % ExitCodes.Length]));
            _running = null;
        }

        private EndedCommand Ended(string id)
        {
            var row = _queue.Rows[new(id)];
            Assert.True(row.State > CommandState.Running, $"{id} has not ended.");
            return new(row.Id, row.State, row.ExitCode);
        }

        private void Check()
        {
            Assert.InRange(_queue.State.Open.Count(open => open.StartedAt is not null), 0, 1);
            Assert.Equal(_running, _queue.State.Running?.Id.Value);
            foreach (var (id, row) in _queue.Rows) Assert.Equal(
                row.State <= CommandState.Running, _queue.State.Find(id) is not null);
            // A skipped command could not have run any more; one that waits for nothing is due, or something more
            // urgent is.
            foreach (var row in _queue.Rows.Values.Where(row => row.State == CommandState.Skipped))
                Assert.False(CommandCondition.Parse(_enqueued[row.Id.Value].When)!.Value.IsMetBy(Ended(row.Reason!)));
            foreach (var open in _queue.State.Open.Where(open => open.Awaits.IsEmpty)) Assert.NotNull(_queue.Due);
            var text = _queue.Text;
            Assert.Equal(
                text,
                JsonSerializer.Serialize(
                    JsonSerializer.Deserialize(text, CommandQueueJson.Plain.CommandQueue)!,
                    CommandQueueJson.Plain.CommandQueue));
            Assert.True(Encoding.UTF8.GetByteCount(text) <= StateBytesMax);
        }
    }
}
