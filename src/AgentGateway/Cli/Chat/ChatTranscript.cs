using AgentGateway.Cli.Chat.Text;
using AgentGateway.Cli.Verbs.Threads;
using AgentGateway.Domain;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Chat;

/// <summary>
/// Makes lines of what happens in a thread. One agent speaks at a time, as its text comes; what others say meanwhile,
/// and every remark, stands behind it when it has ended. Text of models, tools and other people is cleaned of control
/// characters here.
/// </summary>
/// <param name="self">The author of this person's own messages.</param>
/// <param name="width">The columns of the terminal now.</param>
internal sealed class ChatTranscript(string self, bool hasColour, Func<int> width)
{
    /// <summary>The author of what follows on to what stands above it.</summary>
    private const string? Remark = null;

    private readonly List<StyledLine> _finished = [];
    private readonly List<(string? Author, IReadOnlyList<StyledLine> Lines)> _later = [];
    private readonly Dictionary<string, ToolCallView> _calls = [];
    private readonly Dictionary<string, string> _turns = [];
    private readonly List<string> _echoes = [];
    private readonly HashSet<string> _sent = [];

    /// <summary>Turns of which a piece was not shown: their messages come whole.</summary>
    private readonly HashSet<string> _missed = [];

    private AnswerText? _answer;
    private string? _speaking;
    private string? _author;
    private bool _isRemark;

    /// <summary>The number of the newest message that was taken.</summary>
    public long LastSeq { get; private set; }

    /// <summary>The turns that run, each with its agent.</summary>
    public IReadOnlyDictionary<string, string> Turns => _turns;

    /// <summary>What is being said or done and cannot be shown for good yet.</summary>
    public IReadOnlyList<StyledLine> Unfinished =>
    [
        .. _answer?.Unfinished ?? [],
        .. _turns.Count > 0 ? _calls.Values.Select(ToolLine.Of) : [],
        .. _later.Where(one => one.Author is Remark or "").SelectMany(one => one.Lines),
    ];

    /// <summary>The lines that ended since the last call.</summary>
    public IReadOnlyList<StyledLine> TakeFinished()
    {
        StyledLine[] lines = [.. _finished];
        _finished.Clear();
        return lines;
    }

    /// <summary>A turn that ran before it was listened: what it says next comes whole.</summary>
    public void Found(string turn, string agent)
    {
        _turns[turn] = agent;
        _missed.Add(turn);
    }

    /// <summary>A message that is read, unless it was shown before.</summary>
    public void Show(MessageView message)
    {
        if (message.Seq <= LastSeq) return;
        LastSeq = message.Seq;
        Take(message);
    }

    public void Take(TurnProgress piece)
    {
        switch (piece.Kind)
        {
            case "started" when piece.TurnId is { } turn:
                _turns[turn] = piece.Agent ?? "";
                break;
            case "delta" when piece.TurnId is { } turn && piece.Text is { } text:
                Speak(turn, piece.Agent ?? "", text);
                break;
            case "restart" when piece.TurnId is { } turn:
                _missed.Remove(turn);
                if (turn != _speaking) break;
                StopSpeaking(_answer!.End());
                Aside("the answer broke off and begins again");
                break;
            case "retrying":
                Aside($"{piece.Agent} is {piece.Text}");
                break;
            case "message" or "step" when piece.Message is { } message:
                Show(message);
                break;
            case "ended" when piece.TurnId is { } turn:
                End(turn, piece);
                break;
        }
    }

    /// <summary>The person's own message, shown as soon as it is entered.</summary>
    public void Echo(string text)
    {
        _echoes.Add(text);
        ShowOwn(text);
    }

    /// <summary>What became of it: the message that it is now, or null where it was refused.</summary>
    public void Sent(string text, string? messageId)
    {
        // The message may have come before the answer to its sending.
        if (_echoes.Remove(text) && messageId is not null) _sent.Add(messageId);
    }

    /// <summary>Nothing runs: calls without a result were left behind.</summary>
    public void Settle() => _calls.Clear();

    /// <summary>The daemon is gone: what was being said ends here, and nothing is known to run.</summary>
    public void Interrupt()
    {
        if (_answer is not null) StopSpeaking(_answer.End());
        _turns.Clear();
        _missed.Clear();
        _calls.Clear();
    }

    /// <summary>A remark that is no message.</summary>
    public void Aside(string text) =>
        Put(Remark, [.. StyledLine.Lines($"· {Screen.Printable(text)}", TextStyle.Dim)]);

    public void Refuse(Rejection rejection)
    {
        var said = VerbWords.ForPerson(rejection);
        Put(Remark, [.. StyledLine.Lines(Screen.Printable($"error: {said.Message} ({said.Code})"), TextStyle.Broken)]);
        if (said.Hint is { Length: > 0 } hint) Aside($"hint: {hint}");
    }

    /// <summary>Lines that are shown as they are.</summary>
    public void Add(IReadOnlyList<StyledLine> lines) => Put(Remark, lines);

    /// <summary>A whole text of someone, Markdown as that of models.</summary>
    public void Say(string author, string text)
    {
        var answer = new AnswerText(new(hasColour, width));
        Put(author, [.. answer.Add(text), .. answer.End()]);
    }

    private void Take(MessageView message)
    {
        // What this person said in another program is told with the program's name.
        var isOwn = message.Author == self && message.Role == "user" && message.Client is null;
        if (isOwn && (_sent.Remove(message.Id) || _echoes.Remove(message.Text))) return;
        if (message.Role == "assistant" && message.TurnId is { } turn)
        {
            if (turn == _speaking) StopSpeaking(_answer!.Finish(message.Text));
            else if (message.Text.Trim().Length > 0) Say(message.Author, message.Text);
            // The next step of the turn is heard from its beginning.
            _missed.Remove(turn);
            foreach (var call in message.ToolCalls ?? []) _calls[call.Id] = call;
            if (message.Partial == true) Aside("it was stopped here");
        }
        else if (isOwn) ShowOwn(message.Text);
        else if (message.Role == "tool")
        {
            _calls.Remove(message.ToolCallId ?? "", out var call);
            Put(Remark, [ToolLine.Of(call, message)]);
        }
        else if (message.Role == "system") Aside(message.Text);
        else Say(ThreadVerbs.Author(message), message.Text);
    }

    private void Speak(string turn, string agent, string text)
    {
        if (_speaking is null && !_missed.Contains(turn))
        {
            _speaking = turn;
            _answer = new(new(hasColour, width));
            Head(agent);
        }

        if (_speaking == turn) _finished.AddRange(_answer!.Add(text));
        else _missed.Add(turn);
    }

    private void StopSpeaking(IEnumerable<StyledLine> rest)
    {
        _finished.AddRange(rest);
        (_answer, _speaking) = (null, null);
        foreach (var (author, lines) in _later.ToList()) Put(author, lines);
        _later.Clear();
    }

    private void End(string turn, TurnProgress piece)
    {
        if (_speaking == turn) StopSpeaking(_answer!.End());
        _turns.Remove(turn);
        _missed.Remove(turn);
        if (_turns.Count == 0) Settle();
        if (piece.Status == "failed")
            Put(Remark, [.. StyledLine.Lines(
                Screen.Printable($"{piece.Agent} failed: {piece.Text}"), TextStyle.Broken)]);
        else if (piece.Status is not (null or "completed"))
            Aside($"{piece.Agent}: {piece.Status} {piece.Text}".TrimEnd());
    }

    private void ShowOwn(string text) => Put("",
    [
        .. Screen.Printable(text).Split('\n').Select((line, at) => new StyledLine(
            [new(at == 0 ? "› " : "  ", TextStyle.Name), new(line, TextStyle.Bold)]) { Hanging = "  " }),
    ]);

    private void Put(string? author, IReadOnlyList<StyledLine> lines)
    {
        if (_speaking is not null)
        {
            _later.Add((author, lines));
            return;
        }

        Head(author);
        _finished.AddRange(lines);
    }

    /// <summary>
    /// Begins what someone says: an empty line between speakers, and the name of the one who speaks now. This person
    /// has no name, but a sign.
    /// </summary>
    private void Head(string? author)
    {
        if (author is Remark)
        {
            _isRemark = true;
            return;
        }

        var isOther = author.Length == 0 || author != _author;
        if (isOther || _isRemark) _finished.Add(StyledLine.Empty);
        if (isOther && author.Length > 0) _finished.Add(StyledLine.Of(Screen.Printable(author), TextStyle.Name));
        (_author, _isRemark) = (author, false);
    }
}
