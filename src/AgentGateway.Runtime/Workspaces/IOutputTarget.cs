namespace AgentGateway.Runtime.Workspaces;

/// <summary>Takes the output of a program, and keeps a bounded amount of it.</summary>
internal interface IOutputTarget
{
    /// <summary>
    /// False when no more output is wanted, so that the program can be ended. May be called from two streams at once.
    /// </summary>
    bool Take(ReadOnlySpan<byte> bytes);
}
