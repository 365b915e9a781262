using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix;

/// <summary>One of the files that a child starts with.</summary>
public abstract record ChildFile
{
    private ChildFile() { }

    /// <summary>
    /// A file that the child opens itself. The first terminal that the leader of a session opens becomes its
    /// controlling terminal.
    /// </summary>
    /// <param name="Path">Absolute, or seen from the directory of this process.</param>
    /// <param name="Flags">How it is opened.</param>
    /// <param name="Mode">The permissions of a file that is made by it.</param>
    public sealed record Opened(string Path, OpenFlags Flags, UnixFileMode Mode = UnixFileMode.None) : ChildFile;

    /// <summary>A file that this process has open. The caller keeps it open until the child has been started.</summary>
    public sealed record Given(SafeFileHandle Handle) : ChildFile;

    /// <summary>The same file as an earlier one of the child's.</summary>
    /// <param name="Number">Its number in the child.</param>
    public sealed record SameAs(int Number) : ChildFile;
}
