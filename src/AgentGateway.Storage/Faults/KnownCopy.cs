namespace AgentGateway.Storage.Faults;

/// <summary>A copy of the database that is there and passes a check.</summary>
/// <param name="Position">Up to which position it goes, as it was noted.</param>
/// <param name="IsArchive">Whether it is a whole backup; older ones are databases.</param>
internal sealed record KnownCopy(string File, string Position, bool IsArchive)
{
    public override string ToString() =>
        $"{File} (up to position {Position}, made {System.IO.File.GetLastWriteTimeUtc(File):u})";
}
