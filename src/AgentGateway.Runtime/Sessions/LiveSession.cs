using AgentGateway.Domain.Ids;
using AgentGateway.Terminal.Input;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>The living part of a session: its terminal, its rings, its screen and its evidence. One for each run of it.</summary>
internal sealed class LiveSession
{
    public SessionId Id => throw new NotImplementedException();

    public OutputRing Ring => throw new NotImplementedException();

    public InputSender Input => throw new NotImplementedException();

    /// <summary>Whether the program that it was started with is a shell that command lines can be typed to.</summary>
    public bool IsShell => throw new NotImplementedException();

    /// <summary>
    /// Whether the shell itself, and nothing that it started, has the terminal: the foreground process group is the shell's own.
    /// </summary>
    public bool IsShellFree() => throw new NotImplementedException();

    /// <summary>Completes when the program has ended and all its output is in the ring. Never fails.</summary>
    public Task Ended => throw new NotImplementedException();
}
