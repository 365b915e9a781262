namespace AgentGateway.Runtime.Imports;

/// <summary>What a line of a conversation's file is for the import.</summary>
internal enum EntryKind
{
    /// <summary>It says something, or does not belong to what was said: settings, counts, progress.</summary>
    Known,

    /// <summary>What a subagent said; it is not part of the conversation that the person had.</summary>
    OfSubagent,

    /// <summary>A kind that this version does not know.</summary>
    Unknown,

    /// <summary>It is not JSON, or not what an entry of its kind is.</summary>
    Broken,
}
