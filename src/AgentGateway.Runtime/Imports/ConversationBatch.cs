using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Imports;

/// <summary>Messages of one conversation that were read and are not stored yet.</summary>
/// <param name="time">When the latest message before was said, for those that have no time of their own.</param>
internal sealed class ConversationBatch(ThreadId thread, ThreadImport origin, ImportMark? after, DateTimeOffset time)
{
    /// <summary>So many calls wait for their results at most; a program has a few under way at once.</summary>
    private const int CallsMax = 1_000;

    private readonly Dictionary<string, string> _calls = new(StringComparer.Ordinal);
    private readonly List<ImportedMessage> _messages = [];
    private ImportMark? _after = after;
    private DateTimeOffset _time = time;
    private string? _newTitle;

    public ThreadId Thread => thread;

    /// <summary>Longer texts are cut.</summary>
    public required int TextCharactersMax { get; init; }

    public IReadOnlyList<ImportedMessage> Messages => _messages;

    public int Characters { get; private set; }

    /// <summary>Messages that were handed over.</summary>
    public int Sent { get; private set; }

    /// <summary>The offset behind the last line.</summary>
    public long End { get; private set; }

    /// <summary>The title of the thread as far as it is known here.</summary>
    public string? Title { get; private set; }

    /// <summary>Whether there is something to store: messages, or a title of a thread that exists.</summary>
    public bool HasNews => _messages.Count > 0 || (_newTitle is not null && _after is not null);

    public void Add(Entry entry, long end)
    {
        End = end;
        _newTitle = entry.Title ?? _newTitle;
        foreach (var message in entry.Messages) Add(message);
    }

    public ImportMessages Command(ImportMark through) =>
        new(thread, origin, [.. _messages], _after, through) { Title = _newTitle };

    /// <summary>The messages were handed over.</summary>
    /// <param name="title">The title that the thread has now; null where none was made.</param>
    public void Settle(ImportMark through, string? title)
    {
        Sent += _messages.Count;
        Title = title ?? _newTitle ?? Title ?? _messages.FirstOrDefault(
            message => message is { Role: MessageRole.User })?.Text.Split('\n')[0];
        _after = through;
        _newTitle = null;
        _messages.Clear();
        Characters = 0;
    }

    private void Add(ImportedMessage message)
    {
        if (message.At == default) message = message with { At = _time };
        _time = message.At;
        if (message.Text.Length > TextCharactersMax)
            message = message with { Text = Conversation.Cut(message.Text, TextCharactersMax) };
        foreach (var call in message.ToolCalls ?? [])
            if (_calls.Count < CallsMax)
                _calls[call.Id] = call.Tool;
        if (message.ToolCallId is { } id && _calls.Remove(id, out var tool)) message = message with { Author = tool };
        _messages.Add(message);
        Characters += message.Text.Length + (message.ToolCalls?.Sum(call => call.Arguments.Length) ?? 0);
    }
}
