/** name|label|type|field type|group|notes: r = value is read-only, s = defined by this company. */
export const propertyRows = {
  companies: `
name|Company name|string|text|companyinformation|
domain|Company Domain Name|string|text|companyinformation|
hs_additional_domains|Additional Domains|enumeration|checkbox|companyinformation|
website|Website URL|string|text|companyinformation|
phone|Phone Number|string|phonenumber|companyinformation|
address|Street Address|string|text|companyinformation|
city|City|string|text|companyinformation|
state|State/Region|string|text|companyinformation|
zip|Postal Code|string|text|companyinformation|
country|Country/Region|string|text|companyinformation|
industry|Industry|enumeration|select|companyinformation|
numberofemployees|Number of Employees|number|number|companyinformation|
annualrevenue|Annual Revenue|number|number|companyinformation|
description|Description|string|textarea|companyinformation|
type|Type|enumeration|select|companyinformation|
lifecyclestage|Lifecycle Stage|enumeration|radio|companyinformation|
hubspot_owner_id|Company owner|enumeration|select|companyinformation|
hubspot_owner_assigneddate|Owner Assigned Date|datetime|date|companyinformation|r
hubspot_team_id|HubSpot Team|enumeration|select|companyinformation|r
hs_all_owner_ids|All Owner IDs|enumeration|checkbox|companyinformation|r
hs_parent_company_id|Parent Company|number|number|companyinformation|r
hs_num_child_companies|Number of child companies|number|number|companyinformation|r
num_associated_contacts|Number of Associated Contacts|number|number|companyinformation|r
num_associated_deals|Number of Associated Deals|number|number|companyinformation|r
hs_num_open_deals|Number of open deals|number|number|companyinformation|r
hs_merged_object_ids|Merged Company IDs|enumeration|checkbox|companyinformation|r
hs_object_id|Record ID|number|number|companyinformation|r
hs_object_source|Record creation source|string|text|companyinformation|r
createdate|Create Date|datetime|date|companyinformation|r
hs_lastmodifieddate|Last Modified Date|datetime|date|companyinformation|r
territory|Territory|string|text|sales_territories|s
also_known_as|Also known as|string|text|sales_territories|s
ticker|Ticker|string|text|sales_territories|s
former_names|Former names|string|text|sales_territories|s`,
  contacts: `
email|Email|string|text|contactinformation|
firstname|First Name|string|text|contactinformation|
lastname|Last Name|string|text|contactinformation|
phone|Phone Number|string|phonenumber|contactinformation|
company|Company Name|string|text|contactinformation|
website|Website URL|string|text|contactinformation|
city|City|string|text|contactinformation|
state|State/Region|string|text|contactinformation|
zip|Postal Code|string|text|contactinformation|
country|Country/Region|string|text|contactinformation|
industry|Industry|string|text|contactinformation|
hs_language|Preferred language|enumeration|select|contactinformation|
jobtitle|Job Title|string|text|contactinformation|
lifecyclestage|Lifecycle Stage|enumeration|radio|contactinformation|
hs_lead_status|Lead Status|enumeration|radio|contactinformation|
hs_analytics_source|Original Traffic Source|enumeration|select|analyticsinformation|
hs_analytics_source_data_1|Original Traffic Source Drill-Down 1|string|text|analyticsinformation|r
hs_analytics_source_data_2|Original Traffic Source Drill-Down 2|string|text|analyticsinformation|r
hubspot_owner_id|Contact owner|enumeration|select|contactinformation|
hubspot_owner_assigneddate|Owner Assigned Date|datetime|date|contactinformation|r
hubspot_team_id|HubSpot Team|enumeration|select|contactinformation|r
associatedcompanyid|Primary Associated Company ID|number|number|contactinformation|r
hs_merged_object_ids|Merged Contact IDs|enumeration|checkbox|contactinformation|r
hs_object_id|Record ID|number|number|contactinformation|r
hs_object_source|Record creation source|string|text|contactinformation|r
createdate|Create Date|datetime|date|contactinformation|r
lastmodifieddate|Last Modified Date|datetime|date|contactinformation|r`,
  deals: `
dealname|Deal Name|string|text|dealinformation|
pipeline|Pipeline|enumeration|select|dealinformation|
dealstage|Deal Stage|enumeration|radio|dealinformation|
amount|Amount|number|number|dealinformation|
deal_currency_code|Currency|enumeration|select|dealinformation|
closedate|Close Date|datetime|date|dealinformation|
dealtype|Deal Type|enumeration|radio|dealinformation|
hubspot_owner_id|Deal owner|enumeration|select|dealinformation|
hubspot_owner_assigneddate|Owner Assigned Date|datetime|date|dealinformation|r
hubspot_team_id|HubSpot Team|enumeration|select|dealinformation|r
hs_is_closed|Is Deal Closed?|bool|booleancheckbox|dealinformation|r
hs_is_closed_won|Is Closed Won|bool|booleancheckbox|dealinformation|r
hs_merged_object_ids|Merged Deal IDs|enumeration|checkbox|dealinformation|r
hs_object_id|Record ID|number|number|dealinformation|r
hs_object_source|Record creation source|string|text|dealinformation|r
createdate|Create Date|datetime|date|dealinformation|r
hs_lastmodifieddate|Last Modified Date|datetime|date|dealinformation|r`,
};

/** Options as `VALUE=Label`; an enumeration without a row here takes any value. */
export const optionRows: Record<string, string> = {
  type: 'PROSPECT=Prospect;PARTNER=Partner;RESELLER=Reseller;VENDOR=Vendor;CUSTOMER=Customer;PAST_CUSTOMER=Past Customer;OTHER=Other',
  lifecyclestage:
    'subscriber=Subscriber;lead=Lead;marketingqualifiedlead=Marketing Qualified Lead;salesqualifiedlead=Sales Qualified Lead;opportunity=Opportunity;customer=Customer;evangelist=Evangelist;other=Other',
  hs_lead_status:
    'NEW=New;OPEN=Open;IN_PROGRESS=In Progress;OPEN_DEAL=Open Deal;UNQUALIFIED=Unqualified;ATTEMPTED_TO_CONTACT=Attempted to Contact;CONNECTED=Connected;BAD_TIMING=Bad Timing',
  hs_analytics_source:
    'ORGANIC_SEARCH=Organic Search;PAID_SEARCH=Paid Search;EMAIL_MARKETING=Email Marketing;SOCIAL_MEDIA=Organic Social;REFERRALS=Referrals;OTHER_CAMPAIGNS=Other Campaigns;DIRECT_TRAFFIC=Direct Traffic;OFFLINE=Offline Sources;PAID_SOCIAL=Paid Social;AI_REFERRALS=AI Referrals',
  dealtype: 'newbusiness=New Business;existingbusiness=Existing Business',
  pipeline: 'default=Sales Pipeline',
};
