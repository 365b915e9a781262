namespace AgentGateway.Runtime.Sessions;

/// <summary>Families of shells that quote alike.</summary>
internal enum ShellLineKind
{
    /// <summary>sh, whichever it is: only what POSIX promises.</summary>
    Posix,

    /// <summary>bash and zsh: they know <c>$'…'</c>, and go on behind an eval that fails.</summary>
    Bash,

    /// <summary>
    /// ksh and mksh: as bash, but a failing eval ends the line unless it is called by <c>command</c>.
    /// </summary>
    Korn,

    Fish,
}
