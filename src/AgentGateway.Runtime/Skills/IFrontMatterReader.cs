namespace AgentGateway.Runtime.Skills;

/// <summary>Reads YAML, which the runtime itself does not know.</summary>
public interface IFrontMatterReader
{
    /// <summary>What the text says; null where it cannot be read, and then the fault says why. Never throws.</summary>
    /// <param name="yaml">The lines between the hyphens, from anyone.</param>
    /// <param name="fault">Null where it was read.</param>
    FrontMatter? Read(string yaml, out FrontMatterFault? fault);
}
