namespace AgentGateway.Posix;

/// <summary>
/// How a file is opened, in the numbers of Linux that are the same on every architecture. <see cref="Descriptor"/> adds
/// close-on-exec.
/// </summary>
[Flags]
public enum OpenFlags
{
    ReadOnly = 0,
    WriteOnly = 0x1,
    ReadWrite = 0x2,
    Create = 0x40,

    /// <summary>A terminal that is opened does not become the controlling one.</summary>
    NoControllingTerminal = 0x100,

    Append = 0x400,

    /// <summary>Neither opening nor what follows waits: a named pipe without a writer is at its end.</summary>
    NonBlocking = 0x800,

    /// <summary>Only a way to the file: it can be named through the descriptor, and neither read nor written.</summary>
    PathOnly = 0x200000,
}
