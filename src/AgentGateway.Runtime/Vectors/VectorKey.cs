namespace AgentGateway.Runtime.Vectors;

/// <summary>Which text it is: a kind of recall, such as <c>message</c>, and its id.</summary>
public readonly record struct VectorKey(string Kind, string Id);
