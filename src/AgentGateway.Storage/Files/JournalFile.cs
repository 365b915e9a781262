namespace AgentGateway.Storage.Files;

/// <summary>A database file, to be checked, exported and copied: it is only read, whether or not a daemon has it open.</summary>
public sealed class JournalFile(string path)
{
    public string Path { get; } = path;
}
