using System.Globalization;
using System.Text;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Text;

namespace AgentGateway.Gateways.Delivery;

/// <summary>The tool calls of one turn, as its progress message shows them.</summary>
internal sealed class TurnCalls
{
    private const int LinesMax = 10;

    /// <summary>Of a longer turn only the latest calls are remembered; the others are counted.</summary>
    private const int CallsKept = 100;

    private readonly List<(string Id, string Tool, string Mark)> _calls = [];
    private int _earlier;

    /// <summary>How the turn ended; null while it runs.</summary>
    public TurnStatus? Ended { get; set; }

    /// <summary>The platform's id of the message that shows them; null before it was sent.</summary>
    public string? MessageId { get; set; }

    /// <summary>The text that the message has.</summary>
    public string? Shown { get; set; }

    /// <summary>When it was shown, as a time stamp of the clock.</summary>
    public long ShownAt { get; set; }

    /// <summary>Whether nothing more is shown before the turn ends, because the platform refused.</summary>
    public bool IsDropped { get; set; }

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
