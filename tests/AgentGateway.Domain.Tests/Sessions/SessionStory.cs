using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Domain.Tests.Json;

namespace AgentGateway.Domain.Tests.Sessions;

/// <summary>One session, told what happens, one second after the other.</summary>
internal sealed class SessionStory
{
    private static readonly DateTimeOffset Begin = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    public static SessionChild Child { get; } = new(4711, 99, "boot", "AGW_SESSION=ses_1");

    public static SessionExit Well { get; } = new(0, null, null, []);

    public static SessionSpec Spec { get; } = new(
        "/bin/bash", ["-i"], "/srv", null, [], "pty", "none", 80) { Rows = 24, ScriptSeconds = 300 };

    public TerminalSession State { get; private set; } = TerminalSession.Initial;

    public List<RecordedEvent> Events { get; } = [];

    public IReadOnlyList<Effect> Owed => SessionMachine.Owed(State);

    public DateTimeOffset Now => Begin.AddSeconds(Events.Count);

    public static SessionStory Opened(SessionSpec? spec = null, string? thread = null)
    {
        var story = new SessionStory();
        story.Do(
            new OpenSession("build", spec ?? Spec, null, thread is null ? null : new(thread), null, null, "client"));
        return story;
    }

    public static SessionStory Running(SessionSpec? spec = null, string? thread = null)
    {
        var story = Opened(spec, thread);
        story.Start(SessionPhase.Program);
        return story;
    }

    public void Start(SessionPhase phase)
    {
        Do(new BeginPhase(State.Run, phase));
        Do(new ConfirmStart(State.Run, phase, Child, 0));
    }

    public void End(SessionPhase phase, SessionExit? exit = null) => Do(new EndPhase(State.Run, phase, exit ?? Well));

    /// <summary>The names of the events, or the code of the refusal.</summary>
    public IReadOnlyList<string> Do(SessionCommand command)
    {
        var decided = SessionMachine.Decide(State, command);
        if (decided.IsRejected(out var refused)) return [refused.Code];
        var names = new List<string>();
        foreach (var happened in decided.Value)
        {
            var recorded = new RecordedEvent(
                StreamId.Of(SessionMachine.Kind, "ses_1"), Events.Count + 1, Now, "client", happened);
            Events.Add(recorded);
            State = SessionMachine.Evolve(State, recorded);
            names.Add(Stored.Kinds.NameOf(happened));
        }

        return names;
    }

    /// <summary>The state as it is stored, which is all that a daemon has after a crash.</summary>
    public static string Text(TerminalSession state) =>
        JsonSerializer.Serialize(state, SessionJson.Plain.TerminalSession);
}
