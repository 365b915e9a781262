namespace AgentGateway.Agents.Providers;

/// <summary>Which protocol a provider speaks.</summary>
public enum ProviderKind
{
    Anthropic,

    /// <summary>OpenAI, or anything that speaks its chat completions: LM Studio, vLLM, OpenRouter …</summary>
    OpenAI,

    /// <summary>Ollama, through its OpenAI-compatible address.</summary>
    Ollama,
}
