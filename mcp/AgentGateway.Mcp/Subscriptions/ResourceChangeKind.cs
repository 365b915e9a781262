namespace AgentGateway.Mcp.Subscriptions;

public enum ResourceChangeKind
{
    /// <summary>One resource has new content.</summary>
    Updated,

    /// <summary>Which resources there are has changed.</summary>
    ResourceList,

    ToolList,

    PromptList,
}
