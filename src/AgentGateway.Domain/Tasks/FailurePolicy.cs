namespace AgentGateway.Domain.Tasks;

/// <summary>What becomes of a task when one that it depends on did not complete. New members go to the end.</summary>
public enum FailurePolicy
{
    /// <summary>It fails too.</summary>
    Fail,

    /// <summary>It is cancelled.</summary>
    Skip,

    /// <summary>It runs all the same, when the others have ended.</summary>
    Run,
}
