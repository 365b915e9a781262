namespace AgentGateway.ShellPolicy.Facts;

/// <summary>Where a path lies, as the caller's <see cref="ShellPathZones"/> tell.</summary>
public enum ShellPathZone
{
    Workspace,
    Temporary,
    Outside,

    /// <summary>It looks like a key, a password or a credential, wherever it lies.</summary>
    Secret,

    /// <summary>The home directory itself, or a directory that holds it.</summary>
    Home,
    Root,

    /// <summary>The gateway's own directory, or its process as a directory.</summary>
    Gateway,
}
