namespace AgentGateway.Cli.Chat.Editing;

/// <summary>What was entered before, the newest last, and the place in it while a person looks through it.</summary>
internal sealed class InputHistory(IEnumerable<string> entries)
{
    public const int EntriesMax = 1_000;

    private readonly List<string> _entries = [.. entries.TakeLast(EntriesMax)];
    private int? _at;
    private string _draft = "";

    /// <summary>Takes a new entry; the same as the last one is no further one.</summary>
    /// <returns>Whether it is new.</returns>
    public bool Add(string entry)
    {
        _at = null;
        if (string.IsNullOrWhiteSpace(entry) || (_entries.Count > 0 && _entries[^1] == entry)) return false;
        _entries.Add(entry);
        if (_entries.Count > EntriesMax) _entries.RemoveAt(0);
        return true;
    }

    /// <summary>The entry before the one that is shown; null where there is none.</summary>
    /// <param name="draft">What was typed and not entered: it comes back behind the newest entry.</param>
    public string? Previous(string draft)
    {
        if (_at is null) _draft = draft;
        var at = (_at ?? _entries.Count) - 1;
        if (at < 0) return null;
        _at = at;
        return _entries[at];
    }

    /// <summary>The entry behind the one that is shown, and at last the draft; null where none is shown.</summary>
    public string? Next()
    {
        if (_at is not { } at) return null;
        _at = at + 1 < _entries.Count ? at + 1 : null;
        return _at is { } next ? _entries[next] : _draft;
    }

    /// <summary>The newest entry that has these words, before entry number <paramref name="before"/>.</summary>
    /// <returns>Its number; null where none has them.</returns>
    public int? Find(string words, int before)
    {
        if (words.Length == 0) return null;
        for (var at = Math.Min(before, _entries.Count) - 1; at >= 0; at--)
            if (_entries[at].Contains(words, StringComparison.OrdinalIgnoreCase))
                return at;
        return null;
    }

    public string this[int at] => _entries[at];

    public int Count => _entries.Count;
}
