namespace AgentGateway.ShellPolicy.Entries;

/// <summary>What a program does with the words behind its options.</summary>
internal enum PathRole
{
    /// <summary>They are no paths.</summary>
    Text,
    Read,
    Write,
    Delete,

    /// <summary>The first is a pattern or a mode, the others are read.</summary>
    TextThenRead,
    TextThenWrite,

    /// <summary>All are read but the last, which is written.</summary>
    ReadThenWrite,

    /// <summary>All are moved away, to the last.</summary>
    MoveThenWrite,
}
