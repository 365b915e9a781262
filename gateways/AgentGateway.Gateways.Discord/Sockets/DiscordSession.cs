namespace AgentGateway.Gateways.Discord.Sockets;

/// <summary>What lets a new socket go on where the last one ended.</summary>
internal sealed class DiscordSession
{
    private const int FailedResumesMax = 3;

    private int _failedResumes;

    public string? Id { get; private set; }

    /// <summary>Where the session is resumed; null: where it was opened.</summary>
    public Uri? ResumeAddress { get; private set; }

    public DiscordPosition Position { get; private set; } = new();

    public void Open(string id, Uri? resumeAddress)
    {
        (Id, ResumeAddress) = (id, resumeAddress);
        _failedResumes = 0;
    }

    /// <summary>The session is resumed: what was missed has come.</summary>
    public void Resumed() => _failedResumes = 0;

    /// <summary>
    /// Begins to resume. The answer is no, and the session is given up, after three times in vain, and where nothing of
    /// it is stored yet: then a new one asks for what was missed.
    /// </summary>
    public bool TryResume()
    {
        if (Id is not null && Position.Sequence is not null && _failedResumes++ < FailedResumesMax) return true;
        GiveUp();
        return false;
    }

    /// <summary>The session is lost: the next socket opens another one, whose events are numbered anew.</summary>
    public void GiveUp()
    {
        (Id, ResumeAddress) = (null, null);
        Position = new();
        _failedResumes = 0;
    }
}
