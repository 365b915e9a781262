namespace AgentGateway.Domain.Policy;

/// <summary>Where a rule comes from.</summary>
public enum PolicySource
{
    /// <summary>Built in.</summary>
    Shipped,

    /// <summary>The settings <c>Policy</c>.</summary>
    Settings,

    /// <summary><c>DATA/policy.yaml</c>.</summary>
    File,

    /// <summary>A person approved with <c>always</c>. It turns an ask into an allow, never a denial.</summary>
    Always,

    /// <summary>A person approved with <c>session</c>: the same for one thread.</summary>
    Session,
}
