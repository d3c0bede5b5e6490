/**
 * The catalogue of on-demand resources: videos, material, exercises, electronic textbooks, programmes on television and what cloud
 * classrooms elsewhere offer; of a school, a county, a prefecture or the province, offered to everyone there and below.
 *
 * <p>Promises: nothing is offered that nobody but its author has looked at, nor outside its time; whatever is changed is looked at
 * again. Any combination of facets is answered by one index, and a search by text looks at no more than a stated number of
 * candidates, so the cost of a page does not grow with the catalogue. Counts come from a read model whose size is that of the
 * curriculum; they are exact or say that they are not.
 */
package io.airclass.schedule.catalogue;
