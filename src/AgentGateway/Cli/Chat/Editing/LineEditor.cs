using AgentGateway.Cli.Completion;

namespace AgentGateway.Cli.Chat.Editing;

/// <summary>
/// Edits a line as readline does: history, search in it, completion, several lines. It neither reads nor draws, so that
/// text can be shown around it at any time.
/// </summary>
internal sealed class LineEditor(InputHistory history)
{
    private CompletionList? _offered;
    private int _chosen = -1;
    private string? _searched;
    private int? _found;

    public LineBuffer Buffer { get; } = new();

    /// <summary>What is looked for in the history; null while nothing is.</summary>
    public string? Searched => _searched;

    /// <summary>Whether nothing in the history has what is looked for.</summary>
    public bool IsNothingFound => _searched is { Length: > 0 } && _found is null;

    /// <summary>The candidates that are shown.</summary>
    public IReadOnlyList<Candidate> Offered => _offered?.Candidates ?? [];

    /// <summary>The candidate that stands in the text; -1 for none.</summary>
    public int Chosen => _chosen;

    public EditorResult Press(ChatKey key)
    {
        if (_searched is not null && Search(key)) return new EditorResult.Edited();
        if (key.Name is KeyName.Tab or KeyName.BackTab)
            return _offered is null ? new EditorResult.WantsCandidates() : Choose(key.Name == KeyName.Tab ? 1 : -1);
        (_offered, _chosen) = (null, -1);
        switch (key.Name)
        {
            case KeyName.Enter:
                return Enter();
            case KeyName.Up or KeyName.Down:
                Move(key.Name == KeyName.Up);
                break;
            case KeyName.Search:
                (_searched, _found) = ("", null);
                break;
            case KeyName.Interrupt:
                return new EditorResult.Interrupted();
            case KeyName.EndOfInput when Buffer.IsEmpty:
                return new EditorResult.Left();
            case KeyName.Redraw:
                return new EditorResult.WantsRedraw();
            case KeyName.Suspend:
                return new EditorResult.WantsSuspension();
            default:
                Buffer.Press(key);
                break;
        }

        return new EditorResult.Edited();
    }

    /// <summary>Puts the only candidate into the text, or what all have in common; where that is nothing, shows
    /// them.</summary>
    public void Complete(CompletionList list)
    {
        if (list.Candidates is [var only])
        {
            Put(list.Start, only.Word, isWhole: true);
            return;
        }

        if (list.Candidates.Count == 0) return;
        var written = Buffer.Text[list.Start..Buffer.Cursor];
        if (list.CommonBeginning is var common && common.Length > written.Length)
            Put(list.Start, common, isWhole: false);
        (_offered, _chosen) = (list, -1);
    }

    /// <param name="isWhole">Whether the word has ended, so that a blank comes behind it; a directory goes on.</param>
    private void Put(int start, string word, bool isWhole) =>
        Buffer.Replace(start, Buffer.Cursor, isWhole && !word.EndsWith('/') ? word + " " : word);

    private EditorResult.Edited Choose(int step)
    {
        var count = _offered!.Candidates.Count;
        _chosen = _chosen < 0 && step < 0 ? count - 1 : (_chosen + step + count) % count;
        Put(_offered.Start, _offered.Candidates[_chosen].Word, isWhole: false);
        return new();
    }

    private EditorResult Enter()
    {
        // A backslash at the end goes on in a further line, as in a shell.
        if (Buffer.Text.EndsWith('\\') && Buffer.Cursor == Buffer.Text.Length)
        {
            Buffer.Replace(Buffer.Cursor - 1, Buffer.Cursor, "\n");
            return new EditorResult.Edited();
        }

        var text = Buffer.Text;
        Buffer.Set("");
        return new EditorResult.Entered(text);
    }

    private void Move(bool up)
    {
        if (Buffer.Move(up)) return;
        if ((up ? history.Previous(Buffer.Text) : history.Next()) is { } entry) Buffer.Set(entry);
    }

    /// <summary>A key while the history is searched.</summary>
    /// <returns>False where the key ends the search and then means what it usually does.</returns>
    private bool Search(ChatKey key)
    {
        switch (key.Name)
        {
            case KeyName.Text:
                _searched += key.Text;
                Find(history.Count);
                return true;
            case KeyName.Backspace:
                _searched = _searched!.Length > 0 ? _searched[..^1] : "";
                Find(history.Count);
                return true;
            case KeyName.Search:
                if (history.Find(_searched!, _found ?? history.Count) is { } older) Show(older);
                return true;
            case KeyName.Escape or KeyName.Interrupt:
                _searched = null;
                return true;
            default:
                _searched = null;
                return false;
        }
    }

    private void Find(int before)
    {
        _found = history.Find(_searched!, before);
        if (_found is { } at) Show(at);
    }

    private void Show(int at)
    {
        _found = at;
        Buffer.Set(history[at]);
    }
}
