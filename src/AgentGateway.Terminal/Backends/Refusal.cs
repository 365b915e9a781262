namespace AgentGateway.Terminal.Backends;

/// <summary>
/// Something that this library will not or cannot do, as a value: nothing was changed. <paramref name="Code"/> is
/// stable and meant for programs, <paramref name="Message"/> says what is wrong in one sentence,
/// <paramref name="Hint"/> what to do next.
/// </summary>
public sealed record Refusal(string Code, string Message, string Hint);
