namespace AgentGateway.Runtime.Workspaces;

/// <summary>Takes what a program prints, and keeps a bounded part of it.</summary>
internal interface IOutputTarget
{
    /// <summary>
    /// False when more is not wanted, so that the program may as well end. May be called from two streams at once.
    /// </summary>
    bool Take(ReadOnlySpan<byte> bytes);
}
