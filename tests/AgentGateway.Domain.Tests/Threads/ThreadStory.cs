using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tests.Json;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Domain.Tests.Threads;

/// <summary>
/// Given events, when a command comes, then these events or that refusal, compared whole. Ids that the machine makes
/// are renamed in the order in which they appear: <c>msg_1</c>, <c>turn_1</c>, <c>dlg_1</c>; so a thread that is no
/// fork has message <c>msg_N</c> under number N. Events go through their stored JSON on the way.
/// </summary>
internal sealed partial class ThreadStory
{
    public static readonly ThreadId Thread = new("thr_0");

    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly ThreadRules _rules;
    private IReadOnlyList<DomainEvent> _events = [];
    private Rejection? _rejection;
    private int _commands;

    private ThreadStory(ThreadRules rules) => _rules = rules;

    public AgentThread State { get; private set; } = ThreadMachine.Initial;

    public IReadOnlyList<Effect> Owed => ThreadMachine.Owed(State);

    /// <summary>When the latest command came.</summary>
    public DateTimeOffset Now => Orders.Start.AddSeconds(7 * _commands);

    /// <summary>A thread to which that happened; a seven-second step goes before each event.</summary>
    public static ThreadStory Given(params DomainEvent[] events)
    {
        var story = new ThreadStory(Agent.Rules);
        foreach (var domainEvent in events)
        {
            story._commands++;
            story.Record("operator", story.Renamed(domainEvent));
        }

        return story;
    }

    /// <summary>A thread owned by svarog, with these events behind.</summary>
    public static ThreadStory GivenThread(params DomainEvent[] events) =>
        Given([new ThreadCreated("Title", Agent.Svarog, null, "operator"), .. events]);

    public ThreadStory When(ThreadCommand command, string by = "operator", ThreadRules? rules = null)
    {
        var sent = command.Sent(by, ++_commands, rules ?? _rules);
        var outcome = ThreadMachine.Decide(State, sent);
        _rejection = outcome.Rejection;
        _events = outcome.IsRejected(out _) ? [] : [.. outcome.Value.Select(Renamed)];
        foreach (var domainEvent in _events) Record(by, domainEvent);
        return this;
    }

    public ThreadStory WhenPosted(
        string text, SendMode mode = SendMode.Followup, string by = "operator") => When(Orders.Post(text, mode), by);

    public ThreadStory WhenCompleted(
        int turn, string text = "Because.") =>
            When(Orders.Complete(Id.Turn(turn), text), State.Turn(Id.Turn(turn))?.Agent.Value ?? "nobody");

    public ThreadStory WhenExpired(int turn) =>
        When(new ExpireTurn(Id.Turn(turn), State.Turn(Id.Turn(turn))!.Deadline!.Value, ""), "daemon");

    public ThreadStory Then(params DomainEvent[] events)
    {
        Assert.Null(_rejection);
        Assert.Equal(StateText.Of(events), StateText.Of(_events));
        return this;
    }

    /// <summary>The events of these types only, in order.</summary>
    public ThreadStory ThenAmongOthers(params DomainEvent[] events)
    {
        Assert.Null(_rejection);
        var types = events.Select(e => e.GetType()).ToHashSet();
        Assert.Equal(StateText.Of(events), StateText.Of(_events.Where(e => types.Contains(e.GetType()))));
        return this;
    }

    

    public ThreadStory ThenRefused(Rejection rejection)
    {
        Assert.Equal(rejection, _rejection);
        return this;
    }

    public ThreadStory ThenNo<TEvent>()
    {
        Assert.Null(_rejection);
        Assert.DoesNotContain(_events, e => e is TEvent);
        return this;
    }

    /// <summary>What is owed now, keys aside.</summary>
    public ThreadStory ThenOwed(params Effect[] effects)
    {
        Assert.Equal(effects, Owed.Select(effect => effect with { Key = "" }));
        return this;
    }

    private void Record(string by, DomainEvent domainEvent) => State = ThreadMachine.Evolve(
        State, new(StreamId.Of(ThreadMachine.Kind, Thread.Value), State.Version + 1, Now, by, domainEvent));

    private DomainEvent Renamed(DomainEvent domainEvent)
    {
        var kind = Stored.Kinds.Of(domainEvent);
        var text = AnyId().Replace(
            Encoding.UTF8.GetString(kind.Write(domainEvent)), match => NameOf(match.Value, match.Groups[1].Value));
        return kind.Read(Encoding.UTF8.GetBytes(text));
    }

    private string NameOf(string id, string prefix)
    {
        if (_names.TryGetValue(id, out var name)) return name;
        var count = _counts.GetValueOrDefault(prefix);
        if (int.TryParse(id[(prefix.Length + 1)..], CultureInfo.InvariantCulture, out var number))
        {
            // A name that the story gave itself stays, and counts.
            _counts[prefix] = Math.Max(count, number);
            return id;
        }

        _counts[prefix] = count + 1;
        return _names[id] = $"{prefix}_{count + 1}";
    }

    [GeneratedRegex("\\b(msg|turn|dlg|thr)_(?:[0-9a-z]{26}|[0-9]+)\\b")]
    private static partial Regex AnyId();
}
