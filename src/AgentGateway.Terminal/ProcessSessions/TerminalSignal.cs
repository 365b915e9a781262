namespace AgentGateway.Terminal.ProcessSessions;

/// <summary>A signal that can be sent to what runs in a terminal. The values are Linux's numbers.</summary>
public enum TerminalSignal
{
    Hangup = 1,
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    User1 = 10,
    User2 = 12,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
