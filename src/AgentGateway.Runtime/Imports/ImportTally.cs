namespace AgentGateway.Runtime.Imports;

/// <summary>Counts while an import goes on.</summary>
internal sealed class ImportTally(int files)
{
    /// <summary>So many conversations are listed in the answer.</summary>
    private const int ListedMax = 1_000;

    /// <summary>So many unknown kinds are told apart.</summary>
    private const int KindsMax = 50;

    private const int KindCharactersMax = 64;

    private readonly SortedDictionary<string, int> _states = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _unknown = new(StringComparer.Ordinal);
    private readonly List<ImportedConversationView> _listed = [];
    private int _leftOut;
    private long _broken;
    private long _long;
    private long _subagents;

    public int Done { get; private set; }

    public long Messages { get; private set; }

    public void LeaveOut()
    {
        Done++;
        _leftOut++;
    }

    public void Add(ImportedConversationView conversation)
    {
        Done++;
        _states[conversation.State] = _states.GetValueOrDefault(conversation.State) + 1;
        if (conversation.State is not ("unchanged" or "empty" or "deleted") && _listed.Count < ListedMax)
            _listed.Add(conversation);
    }

    public void AddMessages(int count) => Messages += count;

    public void AddLongLine() => _long++;

    public void Add(Entry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Known:
                break;
            case EntryKind.OfSubagent:
                _subagents++;
                break;
            case EntryKind.Broken:
                _broken++;
                break;
            case EntryKind.Unknown:
                var name = entry.Name.Length > KindCharactersMax ? entry.Name[..KindCharactersMax] : entry.Name;
                if (_unknown.Count >= KindsMax && !_unknown.ContainsKey(name)) name = "(others)";
                _unknown[name] = _unknown.GetValueOrDefault(name) + 1;
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public ImportView View(ImportRequest request) => new(
        request.Program,
        request.Root,
        request.IsTrial,
        new()
        {
            Files = files,
            Conversations = _states,
            LeftOut = _leftOut,
            Messages = Messages,
            BrokenLines = _broken,
            LongLines = _long,
            SubagentEntries = _subagents,
            UnknownEntries = _unknown,
        },
        _listed);
}
