namespace AgentGateway.Runtime.Prompts;

/// <summary>
/// The position of a section in the system text: sections that never change come first, sections that change with every
/// turn come last, because providers cache a prompt up to the first difference. Sections of one position stand in the
/// order in which their sources are registered.
/// </summary>
public enum PromptPosition
{
    /// <summary>The daemon's rules, the same in all threads of an agent.</summary>
    Rules,

    /// <summary>Who the agent is.</summary>
    Persona,

    /// <summary>What the daemon knows beside the thread: memory, what is known of the user, skills, boards.</summary>
    Knowledge,

    /// <summary>Who takes part in the thread, and what the agent is asked to do in it.</summary>
    Thread,

    /// <summary>What was said before the messages that are shown.</summary>
    Summary,

    /// <summary>What participants advise for the turn that is answered.</summary>
    Advice,

    /// <summary>What has come back since the last turn: results of delegations, of tasks.</summary>
    Results,

    /// <summary>The time of the turn and the workspace.</summary>
    Now,
}
