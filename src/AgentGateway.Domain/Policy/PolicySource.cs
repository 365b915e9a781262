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

    /// <summary>
    /// A person approved with <c>always</c>. It allows what would be asked, and never what is denied.
    /// </summary>
    Always,

    /// <summary>A person approved with <c>session</c>: the same for one thread.</summary>
    Session,
}
