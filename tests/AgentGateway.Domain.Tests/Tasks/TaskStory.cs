using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;

namespace AgentGateway.Domain.Tests.Tasks;

/// <summary>A task that is told one thing after the other, as the runtime would tell it.</summary>
internal sealed class TaskStory(string id = "tsk_1")
{
    private readonly StreamId _stream = StreamId.Of(TaskMachine.Kind, id);
    private long _version;

    public static readonly DateTimeOffset Start = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = Start;

    public TaskRules Rules { get; set; } = TaskRules.Default;

    public AgentTask State { get; private set; } = AgentTask.Initial;

    public List<DomainEvent> Events { get; } = [];

    public IReadOnlyList<Effect> Owed => TaskMachine.Owed(State);

    public string Text => JsonSerializer.Serialize(State, TaskJson.Plain.AgentTask);

    /// <summary>The code of a refusal, or null.</summary>
    public string? Do(TaskCommand command)
    {
        var stamp = new Stamp(Now, (UInt128)(ulong)(_version * 7919 + 13));
        if (TaskMachine.Decide(
            State, command with
            {
                Stamp = stamp,
                Rules = Rules,
                By = "client",
            }).IsRejected(out var refused, out var decided))
            return refused.Code;
        foreach (var happened in decided)
        {
            State = TaskMachine.Evolve(State, new(_stream, ++_version, Now, "client", happened));
            Events.Add(happened);
        }

        return null;
    }

    public string? Open(
        IEnumerable<string>? dependsOn = null,
        FailurePolicy onFailure = FailurePolicy.Fail,
        int retries = 0,
        bool retrySafe = false,
        DateTimeOffset? notBefore = null,
        DateTimeOffset? deadline = null,
        string? thread = null,
        string title = "Tidy up") => Do(new OpenTask(
            new(id), title, new(TaskKind.Command, Command: "make clean"), null, thread is null
                ? null
                : new(thread), null, null,
            TaskPriority.Normal)
        {
            DependsOn = [.. (dependsOn ?? []).Select(TaskId.Of)],
            OnFailure = onFailure,
            Retries = retries,
            RetrySafe = retrySafe,
            NotBefore = notBefore,
            Deadline = deadline,
        });

    public string? Claim(string owner = "own_1") => Do(new ClaimTask(owner));

    public string? Complete() => Do(new CompleteRun(State.Epoch, "done", 0));

    public string? Fail(bool final = false) =>
        Do(new FailRun(State.Epoch, new("command_failed", "Exit code 2."), "no", 2, final));

    public string? Settle(
        string task, TaskPhase ended = TaskPhase.Completed) => Do(new SettleDependency(new(task), ended));

    public string? ComeDue() => Do(new ComeDue(State.Key));

    /// <summary>The names of what is owed, in no order.</summary>
    public IEnumerable<string> OwedNames => Owed.Select(effect => effect.GetType().Name).Order(StringComparer.Ordinal);
}
