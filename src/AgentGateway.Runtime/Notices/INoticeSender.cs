namespace AgentGateway.Runtime.Notices;

/// <summary>Brings notices to the person.</summary>
internal interface INoticeSender
{
    /// <summary>Sends it in every way that is set. A way that fails is told by the log and by doctor.</summary>
    Task SendAsync(Notice notice, CancellationToken cancellationToken);
}
