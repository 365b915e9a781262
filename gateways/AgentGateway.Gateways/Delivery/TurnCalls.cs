using System.Globalization;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Text;

namespace AgentGateway.Gateways.Delivery;

/// <summary>The tool calls of one turn, as its progress message shows them.</summary>
/// <param name="since">The version of the thread's stream with its first call.</param>
internal sealed class TurnCalls(ThreadId thread, long since)
{
    private const int LinesMax = 10;

    /// <summary>Of a longer turn only the latest calls are remembered; the others are counted.</summary>
    private const int CallsKept = 100;

    private readonly List<(string Id, string Tool, string Mark)> _calls = [];
    private int _earlier;
    private long _through;

    public ThreadId Thread => thread;

    public long Since => since;

    /// <summary>How the turn ended; null while it runs.</summary>
    public TurnStatus? Ended { get; set; }

    /// <summary>Whether the conversation goes on with another thread, so that no more of the turn is seen there.</summary>
    public bool IsLeft { get; set; }

    /// <summary>Whether it is recorded that a message is sent that shows them.</summary>
    public bool IsBegun { get; set; }

    /// <summary>The platform's id of the message that shows them; null before it is known.</summary>
    public string? MessageId { get; set; }

    /// <summary>The text that the message has.</summary>
    public string? Shown { get; set; }

    /// <summary>When it was shown, as a time stamp of the clock.</summary>
    public long ShownAt { get; set; }

    /// <summary>Whether nothing more is shown before the turn ends, because the platform refused.</summary>
    public bool IsDropped { get; set; }

    /// <summary>The turn whose calls an event is about; null for none.</summary>
    public static TurnId? TurnOf(DomainEvent happened) => happened switch
    {
        MessagePosted { Message: { Visibility: Visibility.Visible, Turn: { } turn, ToolCalls.Count: > 0 } } => turn,
        ToolSettled settled => settled.Turn,
        TurnEnded ended => ended.Turn,
        _ => null,
    };

    /// <summary>Takes an event of the turn; one that it has already changes nothing.</summary>
    public void Note(RecordedEvent recorded)
    {
        if (recorded.Version <= _through) return;
        _through = recorded.Version;
        switch (recorded.Event)
        {
            case MessagePosted { Message.ToolCalls: { } calls }:
                Add(calls);
                break;
            case ToolSettled settled:
                Settle(settled.CallId, settled.Outcome);
                break;
            case TurnEnded ended:
                Ended = ended.Status;
                break;
        }
    }

    public void Add(IEnumerable<ToolCall> calls)
    {
        foreach (var call in calls) _calls.Add((call.Id, call.Tool, "…"));
        if (_calls.Count <= CallsKept) return;
        _earlier += _calls.Count - CallsKept;
        _calls.RemoveRange(0, _calls.Count - CallsKept);
    }

    public void Settle(string id, ToolOutcomeKind outcome)
    {
        // A model may give an id again in a later step.
        var at = _calls.FindLastIndex(call => call.Id == id);
        if (at < 0) return;
        var mark = outcome switch
        {
            ToolOutcomeKind.Succeeded => "✓",
            ToolOutcomeKind.Failed => "✗",
            _ => "?",
        };
        _calls[at] = _calls[at] with { Mark = mark };
    }

    /// <summary>The calls so far, the latest in a line each.</summary>
    public string Text()
    {
        var state = Ended switch
        {
            null when IsLeft => "Goes on elsewhere",
            null => "Working",
            TurnStatus.Completed => "Worked",
            TurnStatus.Failed => "Failed",
            _ => "Stopped",
        };
        var text = new StringBuilder($"_{state}:_");
        var left = Math.Max(0, _calls.Count - LinesMax);
        if (_earlier + left > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n{_earlier + left} earlier");
        foreach (var (_, tool, mark) in _calls.Skip(left))
        {
            // What a turn had begun when it ended has no result.
            var shown = Ended is not null && mark == "…" ? "✗" : mark;
            text.Append(CultureInfo.InvariantCulture, $"\n{shown} {MarkdownText.Code(tool)}");
            if (mark == "?") text.Append(" (outcome unknown)");
        }

        return text.ToString();
    }
}
