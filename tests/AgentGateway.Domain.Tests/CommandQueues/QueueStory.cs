using System.Text.Json;
using AgentGateway.Domain.CommandQueues;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tests.CommandQueues;

/// <summary>A queue that is told one thing after the other, as the runtime would tell it.</summary>
internal sealed class QueueStory
{
    private static readonly StreamId Stream = StreamId.Of("queue/ses_1");
    private static readonly DateTimeOffset At = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);
    private long _version;

    public CommandQueue State { get; private set; } = CommandQueue.Initial;

    public Dictionary<CommandId, QueuedCommandRow> Rows { get; } = [];

    public string? Due => CommandQueueMachine.Owed(State).Cast<RunQueuedCommand>().SingleOrDefault()?.Command.Value;

    public string Text => JsonSerializer.Serialize(State, CommandQueueJson.Plain.CommandQueue);

    /// <summary>The code of a refusal, or null.</summary>
    public string? Do(QueueCommand command) => Do(command, out _);

    public string? Do(QueueCommand command, out IReadOnlyList<DomainEvent> events)
    {
        events = [];
        if (CommandQueueMachine.Decide(State, command).IsRejected(out var refused, out var decided))
            return refused.Code;
        events = decided;
        foreach (var happened in decided)
        {
            var recorded = new RecordedEvent(Stream, ++_version, At.AddSeconds(_version), "client", happened);
            var next = CommandQueueMachine.Evolve(State, recorded);
            foreach (var row in CommandQueueMachine.Project(State, recorded, next).Cast<QueuedCommandRow>())
                Rows[row.Id] = row;
            State = next;
        }

        return null;
    }

    public string? Add(
        string id, CommandPriority priority =
            CommandPriority.Normal, string when = "success", string text = "make", params string[] dependsOn) =>
        Do(new AddCommand(
            new(id),
            text,
            priority,
            [.. dependsOn.Select(CommandId.Of)],
            CommandCondition.Parse(when)!.Value,
            [],
            CommandQueueMachine.OpenMax));

    public string? Begin(string id) => Do(new BeginCommand(new(id), 100));

    public string? End(string id, int? exitCode = 0) =>
        Do(new EndCommand(new(id), new(exitCode, exitCode is null ? "interrupted" : null, 120, 200, 5)));

    /// <summary>Begins what is due and ends it.</summary>
    public string Run(int? exitCode = 0)
    {
        var due = Due!;
        Begin(due);
        End(due, exitCode);
        return due;
    }

    public string StateOf(string id) => Rows[new(id)].State.ToString();
}
