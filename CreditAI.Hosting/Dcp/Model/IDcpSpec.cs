namespace Aspire.Hosting.Dcp.Model;

/// <summary>The wanted state of one kind of DCP object, and what the API calls that kind.</summary>
internal interface IDcpSpec
{
    static abstract string Kind { get; }

    /// <summary>The last segment of the kind's address.</summary>
    static abstract string Plural { get; }
}
