namespace AgentGateway.Posix;

/// <summary>Whose a file is, and what may be done with it, which .NET does not tell.</summary>
public static unsafe class FileRights
{
    /// <summary>The user id of the file's owner, or null when the file cannot be looked at.</summary>
    public static uint? OwnerOf(string path)
    {
        const int CurrentDirectory = -100;
        const uint WantsUser = 8;
        const int StatusBytes = 256;
        const int UserAt = 20;
        var status = stackalloc byte[StatusBytes];
        return Libc.Status(CurrentDirectory, path, 0, WantsUser, status) == 0 ? *(uint*)(status + UserAt) : null;
    }

    /// <summary>Whether this process may execute it.</summary>
    public static bool MayExecute(string path)
    {
        const int Execute = 1;
        return Libc.Access(path, Execute) == 0;
    }
}
